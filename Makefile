# mamorigami: one plain GNU Makefile. `make demo` and `make test` need nothing before them on a fresh
# Debian 12: both install what is missing.

MODE ?= release
BUILD = out/build/$(MODE)
BIN = out/bin/mamorigami

PACKAGES = gcc pkg-config libcmark-dev libyaml-dev libhpdf-dev libharfbuzz-dev libicu-dev \
	libdeflate-dev libpng-dev libturbojpeg0-dev libxlsxwriter-dev nettle-dev libjansson-dev \
	libqpdf-dev libmicrohttpd-dev libmecab-dev mecab-ipadic-utf8 fonts-morisawa-bizud-gothic \
	fonts-morisawa-bizud-mincho fonts-ipamj-mincho fonts-dejavu-core
TEST_PACKAGES = libcmocka-dev python3 qpdf poppler-utils mupdf-tools parallel
CHECK_PACKAGES = clang-format valgrind libxml2-utils nodejs

CC = gcc
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wswitch-enum -Wformat=2 -Werror
# The loader looks for a name in the order of the libraries, and for half of its 4,700 names in vain
# but in these two: named first, starting takes 0.2 ms less.
FIRST_LIBS = -Wl,--no-as-needed -l:libstdc++.so.6 -lc
LIBS = $(FIRST_LIBS) -lmecab -lcmark -lyaml -lhpdf -ldeflate -lpng -lturbojpeg -lnettle -ljansson -lm \
	$(shell pkg-config --libs harfbuzz icu-uc 2>/dev/null)
# What one command or one option uses, left out of the program that starts (generator/program.h).
RARE_LIBS = -lmicrohttpd -lxlsxwriter -lqpdf
INCLUDES = -Igenerator $(shell pkg-config --cflags harfbuzz icu-uc 2>/dev/null)
CFLAGS_release = -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDFLAGS_release = -pie -Wl,-z,relro,-z,now
CFLAGS_asan = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fsanitize=float-divide-by-zero -fsanitize=float-cast-overflow -fno-sanitize-recover=all
LDFLAGS_asan = -fsanitize=address,undefined
CFLAGS = -std=c11 -D_GNU_SOURCE $(WARN) $(INCLUDES) $(CFLAGS_$(MODE)) -MMD -MP

SOURCES = $(filter-out generator/main.c,$(wildcard generator/*/*.c))
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
ARCHIVE = $(BUILD)/libmamorigami.a
UNITS = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
PROGRAM = $(BUILD)/mamorigami
FULL = $(PROGRAM)-full

.PHONY: help
help:
	@sed -n 's/^## //p' Makefile

## make demo          install what is missing, build, make all documents of the samples, the
##                    guidebook and the site
## make test          install what is missing, build, run the tests
## make check         the slower checks: rules of the code, judges of PDF and HTML, valgrind
## make bench         handouts beside Typst, a site beside Hugo (some minutes)
## make bench-warm    CPU time by stage for one more client
## make asan          the tests again under AddressSanitizer and UBSan
## make all           build only: out/bin/mamorigami
## make setup         install the Debian packages that are missing
## make golden-accept rewrite the expected results, then read the diff
## make format        lay out the C code with clang-format
## make install       into PREFIX (/usr/local)
## make clean         remove out/

# Tests run one after the other, so that they can be read; what they need is built on all cores.
PARALLEL = $(MAKE) --no-print-directory -j$(shell nproc)

.PHONY: all build-tests
all: $(BIN)
build-tests: $(BIN) $(UNITS)

$(BIN): $(PROGRAM) $(FULL)
	@mkdir -p $(@D)
	@cp $(FULL) $@-full
	@cp $(PROGRAM) $@

$(PROGRAM): $(BUILD)/generator/main.o $(BUILD)/generator/program_small.o $(ARCHIVE)
	@echo "  LD $@"
	@$(CC) $(LDFLAGS_$(MODE)) -o $@ $^ $(LIBS)

$(FULL): $(BUILD)/generator/main.o $(BUILD)/generator/program_full.o $(ARCHIVE)
	@echo "  LD $@"
	@$(CC) $(LDFLAGS_$(MODE)) -o $@ $^ $(RARE_LIBS) $(LIBS)

$(ARCHIVE): $(OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CFLAGS) -c -o $@ $<

# What several units have in common: documents put together, dictionaries, a folder.
UNIT_PARTS = $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/unit/test_%,$(wildcard tests/unit/*.c)))
$(BUILD)/unit/%: tests/unit/%.c $(UNIT_PARTS) $(ARCHIVE)
	@mkdir -p $(@D)
	@echo "  LD $@"
	@$(CC) $(CFLAGS) -Itests $(LDFLAGS_$(MODE)) -o $@ $(filter %.c %.o %.a,$^) -lcmocka $(RARE_LIBS) $(LIBS)

$(BUILD)/bench/%: tests/bench/%.c $(ARCHIVE)
	@mkdir -p $(@D)
	@echo "  LD $@"
	@$(CC) $(CFLAGS) $(LDFLAGS_$(MODE)) -o $@ $< $(ARCHIVE) $(RARE_LIBS) $(LIBS)

# --- packages ---------------------------------------------------------------------------------

# Installs only what is missing, so that a second run needs neither root nor network.
define install_missing
	@missing=$$(dpkg-query -W -f='$${Status} $${Package}\n' $(1) 2>/dev/null | \
		sed -n 's/^install ok installed //p' | sort > $(2); \
		printf '%s\n' $(1) | sort | comm -23 - $(2)); rm -f $(2); \
	if [ -n "$$missing" ]; then \
		sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get update -q && \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -q --no-install-recommends $$missing; \
	fi
endef

.PHONY: setup setup-test setup-check
setup:
	@mkdir -p out
	$(call install_missing,$(PACKAGES),out/.installed)

setup-test: setup
	$(call install_missing,$(TEST_PACKAGES),out/.installed-test)

setup-check: setup-test
	$(call install_missing,$(CHECK_PACKAGES),out/.installed-check)

# --- the main job -----------------------------------------------------------------------------

# A second make: the flags come from pkg-config, which setup may just have installed.
.PHONY: demo
demo: setup
	@$(PARALLEL) all
	@$(BIN) handout content/clients/*.yaml --format all
	@$(BIN) guide
	@$(BIN) site

# --- tests ------------------------------------------------------------------------------------

.PHONY: test units program-tests
test: setup-test
	@$(PARALLEL) build-tests
	@$(MAKE) --no-print-directory units program-tests

units: $(UNITS)
	@set -e; for unit in $(UNITS); do echo "== $$(basename $$unit)"; $$unit; done

program-tests: $(BIN)
	@MAMORIGAMI=$(abspath $(PROGRAM)) python3 -m unittest discover -s tests/program -p 'test_*.py' -q

.PHONY: golden-accept
golden-accept: $(UNITS)
	@for unit in $(filter %golden%,$(UNITS)); do GOLDEN_ACCEPT=1 $$unit; done
	@git status --short tests/golden

.PHONY: check check-more
check: test check-more
check-more: setup-check
	@$(PARALLEL) build-tests
	@$(MAKE) --no-print-directory check-code check-judges check-memory check-batch

.PHONY: check-code check-judges check-memory check-batch
check-code:
	tests/tools/check-includes.sh
	tests/tools/check-style.sh

check-judges: $(BIN) $(UNITS)
	@rm -rf out/check && $(BIN) handout content/clients/*.yaml --format all --out out/check >/dev/null
	tests/tools/judge-pdf.sh out/check/clients/*/*.pdf
	@mkdir -p out/judge && rm -f out/judge/* && $(BUILD)/unit/test_pdf out/judge >/dev/null
	tests/tools/judge-pdf.sh out/judge/*.pdf
	@$(BIN) site --out out/check >/dev/null
	@$(BIN) portfolio content/clients --out out/check >/dev/null
	tests/tools/judge-html.sh out/check/clients/*/*.html out/check/site/*.html out/check/portfolio/*.html
	tests/tools/judge-site.sh $(BIN) out/check/site
	tests/tools/judge-serve.sh $(BIN)
	tests/tools/judge-portfolio.sh $(BIN)
	@if command -v node >/dev/null; then node tests/tools/judge-fold.js $(BUILD)/unit/test_fold; fi
	tests/tools/judge-text.sh content/guide/*.md content/handout/*.md

# The units run under LeakSanitizer in `make asan`; here is one client through the real program. ICU
# keeps its rules in a way that valgrind calls "possibly lost".
check-memory: $(BIN)
	valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite \
		--errors-for-leak-kinds=definite $(BIN) handout content/clients/midori.yaml \
		--format all --out out/check-memory >/dev/null

# 100 kills, and 2,000 clients: some minutes.
check-batch: $(BIN)
	MAMORIGAMI=$(abspath $(PROGRAM)) python3 -m unittest discover -s tests/program -p 'check_*.py'

.PHONY: asan
asan: setup-test
	@$(PARALLEL) MODE=asan build-tests
	@$(MAKE) --no-print-directory MODE=asan units program-tests

# --- the bench --------------------------------------------------------------------------------

# npm comes with some builds of nodejs, which its package then refuses to stand beside.
BENCH_PACKAGES = hugo nodejs poppler-utils python3 $(if $(shell command -v npm),,npm)
.PHONY: bench setup-bench
setup-bench: setup
	$(call install_missing,$(BENCH_PACKAGES),out/.installed-bench)

bench: setup-bench
	@$(MAKE) --no-print-directory all $(BUILD)/bench/warm $(BUILD)/bench/bare
	python3 tests/bench/bench.py
	python3 tests/bench/site.py

# CPU time by stage of all documents of one client, in a process that has read everything else.
.PHONY: bench-warm
bench-warm: setup
	@$(MAKE) --no-print-directory $(BUILD)/bench/warm
	@python3 tests/bench/clients.py out/bench-warm --count 60 --seed 1
	@$(BUILD)/bench/warm 1 out/bench-warm/*.yaml

# --- the rest ---------------------------------------------------------------------------------

.PHONY: format
format:
	clang-format -i $(shell find generator tests -name '*.[ch]')

PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share/mamorigami
.PHONY: install
install: $(BIN)
	install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/mamorigami
	install -D -m 755 $(BIN)-full $(DESTDIR)$(PREFIX)/bin/mamorigami-full
	mkdir -p $(SHARE) && cp -r content templates fonts $(SHARE)

.PHONY: clean
clean:
	rm -rf out

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
