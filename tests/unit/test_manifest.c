/* The manifest comes back as written, and nothing that is not one is taken for one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "batch/journal.h"
#include "batch/manifest.h"
#include "batch/shard.h"

struct fixture {
    struct arena *arena;
    char path[40];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    strcpy(f->path, "/tmp/test_manifest.XXXXXX");
    int file = mkstemp(f->path);
    *state = f;
    return file < 0 || close(file) != 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    arena_free(f->arena);
    free(f);
    return 0;
}

static struct manifest_client sample(struct arena *a, const char *id)
{
    struct manifest_output *output = arena_alloc(a, sizeof *output);
    *output = (struct manifest_output){.file = text_format(a, "clients/%s/handout.pdf", id),
                                       .document = text_of("handout"),
                                       .format = text_of("pdf"),
                                       .inputs = hash_of(text_of("in")),
                                       .said = hash_of(text_of("said")),
                                       .content = hash_of(text_of("out")),
                                       .mark = {482959, INT64_C(1795370208635847193), 11232770},
                                       .pages = 19};
    struct diag_note *note = arena_alloc(a, sizeof *note);
    *note = (struct diag_note){.id = text_of("W605"),
                               .severity = SEVERITY_WARNING,
                               .path = text_of("a.md"),
                               .line = 3,
                               .column = 7,
                               .text = text_of("a.md:3:7: warning: 幅 \"x\"\n")};
    return (struct manifest_client){.id = text_of(id),
                                    .file = text_format(a, "tokyo/%s.yaml", id),
                                    .input = hash_of(text_of("client")),
                                    .state = CLIENT_MADE,
                                    .edition = text_of("self-check-2026"),
                                    .names = hash_of(text_of("names")),
                                    .outputs = output,
                                    .output_count = 1,
                                    .notes = note,
                                    .note_count = 1};
}

static struct text line_of(struct arena *a, const struct manifest_client *client)
{
    struct buffer out = {0};
    manifest_write_client(client, &out);
    struct text line = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return line;
}

static void a_client_comes_back_as_written(void **state)
{
    struct fixture *f = *state;
    struct manifest_client client = sample(f->arena, "midori");
    struct text line = line_of(f->arena, &client);
    assert_null(memchr(line.ptr, '\n', line.size));
    const struct manifest_client *back = manifest_read_client(f->arena, line);
    assert_non_null(back);
    assert_true(text_is(back->outputs[0].file, "clients/midori/handout.pdf"));
    assert_int_equal(back->outputs[0].mark.changed, INT64_C(1795370208635847193));
    assert_int_equal(back->outputs[0].pages, 19);
    assert_true(text_equal(back->notes[0].text, client.notes[0].text));
    assert_true(text_equal(line_of(f->arena, back), line));
}

static void assert_refused(struct arena *a, const char *from, const char *to)
{
    struct manifest_client client = sample(a, "midori");
    struct text line = line_of(a, &client);
    size_t at = text_find(line, from, 0);
    assert_true(at != SIZE_MAX);
    struct text changed =
        text_format(a, "%.*s%s%s", (int)at, line.ptr, to, line.ptr + at + strlen(from));
    assert_null(manifest_read_client(a, changed));
}

static void a_file_outside_the_clients_folder_is_refused(void **state)
{
    struct arena *a = ((struct fixture *)*state)->arena;
    assert_refused(a, "clients/midori/handout.pdf", "clients/midori/../../etc/passwd");
    assert_refused(a, "clients/midori/handout.pdf", "/etc/passwd");
    assert_refused(a, "clients/midori/handout.pdf", "clients/takagi/handout.pdf");
    assert_refused(a, "clients/midori/handout.pdf", "clients/midori/.hidden");
    assert_refused(a, "clients/midori/handout.pdf", "clients/midori/");
    assert_refused(a, "clients/midori/handout.pdf", "clients/midori");
}

static void wrong_values_are_refused(void **state)
{
    struct arena *a = ((struct fixture *)*state)->arena;
    assert_refused(a, "\"made\"", "\"maid\"");
    assert_refused(a, "482959", "-5");
    assert_refused(a, "482959", "\"many\"");
    assert_refused(a, "482959", "99999999999999999999999");
    assert_refused(a, "\"outputs\"", "\"outlets\"");
    assert_refused(a, "\"id\": \"midori\"", "\"id\": 5");
    assert_refused(a, "\"sha256\": \"", "\"sha256\": \"z");
    assert_null(manifest_read_client(a, text_of("")));
    assert_null(manifest_read_client(a, text_of("[]")));
    assert_null(manifest_read_client(a, text_of("{}")));
    assert_null(manifest_read_client(a, text_of("{\"id\": \"a\"")));
    assert_null(manifest_read_client(a, (struct text){0}));
}

static void every_cut_line_is_refused(void **state)
{
    struct fixture *f = *state;
    struct manifest_client client = sample(f->arena, "midori");
    struct text line = line_of(f->arena, &client);
    for (size_t size = 0; size < line.size; size++)
        assert_null(manifest_read_client(f->arena, text_slice(line, 0, size)));
}

static struct manifest whole(struct arena *a)
{
    struct manifest m = {.version = text_of("0.1.0"),
                         .documents = text_of("all"),
                         .formats = text_of("pdf html"),
                         .folder = text_of("/clients"),
                         .shard = 2,
                         .shard_count = 3,
                         .total = 7,
                         .client_count = 2};
    m.clients = arena_array(a, 2, sizeof *m.clients);
    m.clients[0] = sample(a, "midori");
    m.clients[1] = sample(a, "aozora");
    return m;
}

static void put_file(const char *path, struct text text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(write(file, text.ptr, text.size), text.size);
    close(file);
}

static void a_manifest_comes_back_and_is_found_by_id(void **state)
{
    struct fixture *f = *state;
    struct manifest m = whole(f->arena);
    struct buffer out = {0};
    manifest_write(&m, &out);
    put_file(f->path, buffer_text(&out));
    struct manifest back;
    struct text where = {0};
    assert_int_equal(manifest_load(f->arena, f->path, &back, &where), MANIFEST_READ);
    assert_int_equal(back.shard, 2);
    assert_int_equal(back.total, 7);
    manifest_sort(&back);
    assert_true(text_is(back.clients[0].id, "aozora"));
    assert_non_null(manifest_find(&back, text_of("midori")));
    assert_null(manifest_find(&back, text_of("takagi")));
    /* Cut anywhere it is damaged, not half believed. */
    for (size_t size = 1; size < out.size - 2; size += 7) {
        put_file(f->path, text_slice(buffer_text(&out), 0, size));
        assert_int_equal(manifest_load(f->arena, f->path, &back, &where), MANIFEST_DAMAGED);
        assert_int_equal(back.client_count, 0);
    }
    buffer_free(&out);
}

static void no_manifest_is_no_damage(void **state)
{
    struct fixture *f = *state;
    struct manifest m;
    struct text where = {0};
    assert_int_equal(manifest_load(f->arena, "/tmp/no/such", &m, &where), MANIFEST_NONE);
    assert_int_equal(manifest_load(f->arena, "/tmp", &m, &where), MANIFEST_DAMAGED);
}

static void the_latest_of_several_with_one_id_counts(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    int journal = journal_open(f->path);
    struct manifest_client client = sample(f->arena, "midori");
    assert_int_equal(journal_add(journal, &client), 0);
    client.state = CLIENT_FAILED;
    assert_int_equal(journal_add(journal, &client), 0);
    close(journal);
    struct manifest m = whole(f->arena);
    assert_true(journal_replay(f->arena, f->path, &m));
    manifest_sort(&m);
    assert_int_equal(m.client_count, 2);
    assert_int_equal(manifest_find(&m, text_of("midori"))->state, CLIENT_FAILED);
}

static void a_line_cut_by_a_kill_costs_itself_only(void **state)
{
    struct fixture *f = *state;
    struct manifest_client client = sample(f->arena, "midori");
    struct text line = line_of(f->arena, &client);
    for (size_t cut = 1; cut < line.size; cut += 11) {
        put_file(f->path, text_slice(line, 0, cut));
        int journal = journal_open(f->path);
        struct manifest_client other = sample(f->arena, "aozora");
        assert_int_equal(journal_add(journal, &other), 0);
        close(journal);
        struct manifest m = {0};
        assert_true(journal_replay(f->arena, f->path, &m));
        assert_int_equal(m.client_count, 1);
        assert_true(text_is(m.clients[0].id, "aozora"));
    }
}

static void every_id_is_in_exactly_one_shard(void **state)
{
    struct fixture *f = *state;
    size_t sizes[7] = {0};
    for (unsigned i = 0; i < 7000; i++) {
        struct text id = text_format(f->arena, "client-%u", i);
        unsigned found = 0;
        for (unsigned index = 1; index <= 7; index++) {
            bool in = shard_has(&(struct shard){index, 7}, id);
            found += in;
            sizes[index - 1] += in;
        }
        assert_int_equal(found, 1);
        assert_true(shard_has(&(struct shard){1, 1}, id));
    }
    /* Fair: 1,000 each, within six standard deviations of a fair draw (29). */
    for (size_t i = 0; i < 7; i++)
        assert_in_range(sizes[i], 824, 1176);
}

static void only_i_of_n_is_a_shard(void **state)
{
    (void)state;
    struct shard shard;
    assert_true(shard_parse(text_of("3/8"), &shard));
    assert_int_equal(shard.index, 3);
    assert_int_equal(shard.count, 8);
    assert_true(shard_parse(text_of("10000/10000"), &shard));
    static const char *const WRONG[] = {
        "",     "3",    "/",   "3/",  "/8",      "0/8",           "9/8", "-1/8", "3/8 ",
        " 3/8", "3/8/", "a/8", "3/b", "1/10001", "99999999999/8", "1/0", "1.0/2"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
        assert_false(shard_parse(text_of(WRONG[i]), &shard));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_client_comes_back_as_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_outside_the_clients_folder_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(wrong_values_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_cut_line_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_manifest_comes_back_and_is_found_by_id, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(no_manifest_is_no_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_latest_of_several_with_one_id_counts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_line_cut_by_a_kill_costs_itself_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_id_is_in_exactly_one_shard, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_i_of_n_is_a_shard, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
