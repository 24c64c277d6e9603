"""Which figure each amount of money on a page is: a reader knows it by its row, its column and its
sentence, so the tests do too. An amount in the wrong column is wrong although it is a figure."""

import html
import json
import re

from support import run

YEN = re.compile(r"(?:\d[\d,]*億)?(?:\d[\d,]*万)?(?:\d[\d,]*)?円(?:未満)?")
AMOUNT = YEN.pattern
OUTCOMES = {"軽い": "light", "ありそう": "likely", "重い": "heavy",
            "軽くすんだ場合": "light", "ありそうな場合": "likely", "重くなった場合": "heavy"}  # fmt: skip


def words(markup):
    """Without numbers of sources, tags, and white space but the full-width one."""
    text = re.sub(r"<sup\b.*?</sup>|<[^>]+>", "", markup, flags=re.S)
    return re.sub(r"[ \n\t]+", " ", html.unescape(text)).strip(" ")


def join(low, high):
    return high if low == high else f"{low}〜{high}"


def cost_text(first, yearly):
    if first == yearly:
        return "費用なし" if first == "0円" else f"毎年{first}"
    return f"{first}（初回だけ）" if yearly == "0円" else f"{first}（2年目から{yearly}）"


class Client:
    """A client's figures by the names that stand on paper."""

    def __init__(self, path):
        code, out, err, _ = run("explain", path)
        assert code == 0 and not err, err
        self.figures = {name: value for name, value, _ in (line.split("\t") for line in out.splitlines())}
        code, out, err, _ = run("data", path)
        assert code == 0 and not err, err
        data = json.loads(out)
        # Paper says why the budget was assumed, in the words of the catalogue.
        self.reasons = re.findall(r"仮定: (.*)", run("explain", path, "plan.budget")[1])
        self.measures = {measure["name"]: measure["id"] for measure in data["measures"]}
        self.scenarios = {one["name"]: one["id"] for one in data["risk"]["top"] + data["risk"]["rest"]}
        self.items = {one["id"]: {item["name"]: item["id"] for item in one["items"]} for one in data["damage"]["scenarios"]}
        self.charted = {point["label"]: one["id"] for point, one in zip(data["damage"]["top"], data["risk"]["top"])}

    def damage(self, scenario, what):
        return self.figures[f"damage.{scenario}.{what}"]

    def damage_year(self, scenario):
        return join(self.damage(scenario, "year_low"), self.damage(scenario, "year_high"))

    def measure(self, name, what):
        return self.figures[f"measure.{self.measures[name]}.{what}"]

    def has(self, name, what):
        return f"measure.{self.measures[name]}.{what}" in self.figures

    def measure_range(self, name, what):
        """Or a dash: what it does has no amount."""
        if not self.has(name, what + "_low"):
            return "―"
        return join(self.measure(name, what + "_low"), self.measure(name, what + "_high"))

    def cost(self, name):
        return cost_text(self.measure(name, "cost_first"), self.measure(name, "cost_yearly"))

    def bar(self, label):
        scenario = self.charted[label]
        low, middle, high = (self.damage(scenario, what) for what in ("light", "likely", "heavy"))
        return f"{middle}（{low}〜{high}）"


# --- tables: their heads -> (client, heading above, row) -> what stands in which column ------------


def other_risks(client, _, row):
    scenario = client.scenarios[row["心配ごと"]]
    cells = {head: client.damage(scenario, OUTCOMES[head]) for head in ("軽い", "ありそう", "重い")}
    return cells | {"1年あたり": client.damage_year(scenario)}


def costs_of_one(client, heading, row):
    scenario = client.scenarios[re.sub(r"^心配ごと\d+\u3000", "", heading)]
    part = "" if row["費目"] == "合計" else "." + client.items[scenario][row["費目"]]
    return {head: client.damage(scenario, OUTCOMES[head] + part) for head in ("軽い", "ありそう", "重い")}


def bars_of_all(client, _, row):
    return {"値": client.bar(row["項目"])}


class BarsOfOne:
    """The rows of a stacked bar: its whole, then its parts."""

    def __init__(self):
        self.outcome = None

    def __call__(self, client, heading, row):
        scenario = client.scenarios[re.sub(r"^心配ごと\d+\u3000", "", heading)]
        name = row["項目"].lstrip("\u3000")
        if not name.startswith("うち "):
            self.outcome = OUTCOMES[name]
            return {"値": client.damage(scenario, self.outcome)}
        return {"値": client.damage(scenario, f"{self.outcome}.{client.items[scenario][name[3:]]}")}


def this_year(client, _, row):
    name = next(iter(row.values())).split("\u3000")[0]
    first = client.measure(name, "cost_first")
    return {"費用": client.cost(name), "今年の費用": "費用なし" if first == "0円" else first,
            "1年に減らせる損害": client.measure_range(name, "year"),
            "元が取れる境目": client.measure(name, "break_even") if client.has(name, "break_even") else "―"}  # fmt: skip


def worth(client, _, row):
    name = row["対策"]
    return {"1年の費用": client.measure(name, "cost_mean"), "1年に減らせる損害": client.measure_range(name, "year"),
            "1回で減る損害": client.measure_range(name, "once"),
            "元が取れる境目": client.measure(name, "break_even")}  # fmt: skip


def later(client, _, row):
    return {"費用（仮定）": client.cost(row["対策"])}


def given_up(client, _, row):
    name = row["見送る対策"]
    said = re.sub(rf"損害が1回に約{AMOUNT}大きく", f"損害が1回に約{client.measure(name, 'once_low')}大きく", row["残る心配"])
    return {"残る心配": said}


def years(client, _, row):
    name = "plan" if row[""] == "いま" else "plan.year" + row[""][0]
    left = join(client.figures[name + ".remaining_low"], client.figures[name + ".remaining_high"])
    return {"その年の費用": client.figures.get(name + ".cost", ""), "1年に見込まれる損害の幅": left}


def table_rule(heads, heading):
    if heads == ["項目", "値"] and re.match(r"心配ごと\d", heading):
        return BarsOfOne()
    rules = {("項目", "値"): bars_of_all, ("心配ごと", "大きさ"): other_risks, ("費目", "軽い"): costs_of_one,
             ("対策", "なぜ必要か"): this_year, ("対策（段階・受け持ち）",): this_year, ("対策", "防ぐ心配"): worth, ("対策", "段階"): later, ("見送る対策",): given_up,
             ("", "その年の費用"): years}  # fmt: skip
    return next((rule for head, rule in rules.items() if tuple(heads[: len(head)]) == head), None)


# --- sentences and pictures: a pattern with one group -> the figure -------------------------------


def sentences(client, heading):
    scenario = client.scenarios.get(re.sub(r"^心配ごと\d+\u3000", "", heading))
    get = client.figures.get
    rules = [
        (rf"被害の額の平均は({AMOUNT})", get("frequent.mean")),
        (rf"会社では({AMOUNT})以上", "100万円"),  # the question of IPA's survey
        (r"「(100万円未満)」などは", "100万円未満"),  # the word itself
        (r"ふだんは(0円)で", "0円"),
        (rf"1年の予算は、うかがった({AMOUNT})です", get("plan.budget")),
        (rf"仮に({AMOUNT})としました", get("plan.budget")),
        (rf"今年やること (?:\dつ|\d\d+件)で({AMOUNT})・税別", get("plan.year1.cost")),
        (rf"今年({AMOUNT})の対策", get("plan.year1.cost")),
    ]
    if scenario:
        rules.append((rf"1年あたり({AMOUNT}(?:〜{AMOUNT})?)です", client.damage_year(scenario)))
    rules += [(rf"「{re.escape(name)}」ことで、起きればおよそ({AMOUNT})の損害", client.damage(one, "likely"))
              for name, one in client.scenarios.items()]  # fmt: skip
    rules += [(rf"^{re.escape(name)}\u3000(毎年{AMOUNT}|{AMOUNT}（[^）]*）|費用なし)(?:・|$)", client.cost(name))
              for name in client.measures]  # fmt: skip
    rules += [(rf"{year}年目\u3000[^（]*（[^）]*費用 ({AMOUNT})\u3000", get(f"plan.year{year}.cost")) for year in (1, 2, 3)]
    rules += [(rf"{re.escape(label)} ({AMOUNT}（{AMOUNT}〜{AMOUNT}）)", client.bar(label)) for label in client.charted]
    for case, outcome in OUTCOMES.items():
        if not scenario or not case.endswith("場合"):
            continue
        rules.append((rf"{case} ({AMOUNT})（", client.damage(scenario, outcome)))
        rules += [(rf"{case} {AMOUNT}（(?:[^）]*、)?{re.escape(name)} ({AMOUNT})", client.damage(scenario, f"{outcome}.{item}"))
                  for name, item in client.items[scenario].items()]  # fmt: skip
    return rules


def drawn(client, heading, shown):
    """The amounts of a picture in the order they are drawn in."""
    scenario = client.scenarios.get(re.sub(r"^心配ごと\d+\u3000", "", heading))
    if scenario:
        return [client.damage(scenario, outcome) for outcome in ("light", "likely", "heavy")]
    if shown and shown[0].startswith("1年目"):
        return [client.figures[f"plan.year{year}.cost"] for year in (1, 2, 3)]
    return [client.damage(one, "likely") for one in client.charted.values()]


def picture_faults(client, heading, picture):
    texts = [words(text) for text in re.findall(r"<text\b[^>]*>(.*?)</text>", picture, re.S)]
    found = [amount for text in texts for amount in YEN.findall(text)]
    if not found or found == drawn(client, heading, [text for text in texts if text.startswith("1年目")]):
        return []
    return [f"picture: {found}"]


def table_faults(client, heading, table):
    rows = [[words(cell) for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.S)]
            for row in re.findall(r"<tr\b.*?</tr>", table, re.S)]  # fmt: skip
    if not any(YEN.search(cell) for row in rows for cell in row):
        return []
    rule = table_rule(rows[0], heading)
    if not rule:
        return [f"nobody knows the table {rows[0]}"]
    found = []
    for row in rows[1:]:
        cells = dict(zip(rows[0], row))
        expected = rule(client, heading, cells)
        found += [f"{row[0]}, {head}: {cell}, not {expected.get(head)}" for head, cell in cells.items()
                  if (YEN.search(cell) or head in expected) and cell != expected.get(head) and head not in QUOTING]  # fmt: skip
    return found


QUOTING = {"なぜ必要か"}  # published words, with the number of their source


def line_faults(line, rules):
    """Each amount must be the group of a pattern that finds it, and what the pattern says."""
    bound = {}
    found = []
    for pattern, value in rules:
        for match in re.finditer(pattern, line):
            bound.update({place: True for place in range(*match.span(1))})
            if match.group(1) != value:
                found.append(f"{match.group(0)}: not {value}")
    found += [f"nobody knows {match.group(0)} in: {line[:80]}" for match in YEN.finditer(line)
              if match.start() not in bound]  # fmt: skip
    return found


BLOCK = r"</?(?:p|li|ul|ol|h\d|div|section|figure|figcaption|details|summary|desc|title|text|td|th|tr|table)\b[^>]*>"


def faults(client, title, chapter):
    """Amounts of a chapter that are not the figure they stand for."""
    found = []
    heading = title
    told = []
    for part in re.split(r'(?=<h\d class="heading-[12]")', chapter):
        head = re.match(r"<h\d [^>]*>(.*?)</h\d>", part, re.S)
        heading = words(head.group(1)) if head else heading
        for picture in re.findall(r"<svg\b.*?</svg>", part, re.S):
            found += picture_faults(client, heading, picture)
        for table in re.findall(r"<table\b.*?</table>", part, re.S):
            found += table_faults(client, heading, table)
        rules = sentences(client, heading)
        rest = re.sub(r"<text\b.*?</text>|<table\b.*?</table>", "", part, flags=re.S)
        for line in re.split(BLOCK, rest):
            line = words(line)
            for reason in client.reasons:
                line = line.replace(reason, "")
            found += line_faults(line, rules)
        told += [f"{heading}: {fault}" for fault in found]
        found = []
    return told


def inside_markup(markup, at):
    """Does `at` stand in a tag: an attribute, which nobody reads?"""
    return markup.rfind("<", 0, at) > markup.rfind(">", 0, at)
