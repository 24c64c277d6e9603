#!/usr/bin/env python3
"""Writes N fictional clients, different in everything a client file can say. Same seed, same bytes.

    tests/bench/clients.py FOLDER --count 2000 [--seed 1] [--bad 20]

Of the N files, `--bad` are wrong, each in one of the ways of BAD; their names stand in FOLDER/bad.txt
with the kind of mistake.
"""

import argparse
import os
import random

TRADES = {
    "manufacturing": ("製作所", "金属の部品の加工"),
    "construction": ("建設", "住宅の新築と改修"),
    "wholesale": ("商事", "業務用の食品の卸売"),
    "retail": ("商店", "日用品の販売"),
    "transport": ("運輸", "食品の配送"),
    "services": ("サービス", "ビルの清掃と管理"),
    "medical": ("医院", "内科と小児科の診療"),
    "care": ("介護センター", "訪問介護と通所介護"),
    "education": ("学習塾", "小中学生の学習の指導"),
    "it": ("システムズ", "業務用ソフトウェアの開発"),
    "professional": ("会計事務所", "税務と会計の相談"),
    "lodging": ("旅館", "温泉旅館の経営"),
    "food": ("食堂", "和食の店の経営"),
    "agriculture": ("農園", "野菜の栽培と直売"),
    "other": ("組合", "地域の施設の運営"),
}
HEADS = (
    "あさひ 青葉 若葉 山手 川北 三崎 白浜 富士見 千代田 緑が丘 みなと 大和 北斗 しらかば もみじ 桜台 "
    "松風 竹内 梅田 さくら 日の出 みらい ひばり 銀河 すみれ 高砂 常盤 末広 亀屋 鶴見 𠮷田 髙橋 山﨑 渡邉"
).split()
FORMS = ["株式会社{}", "有限会社{}", "合同会社{}", "{}"]
REGIONS = "北海道 青森県 宮城県 新潟県 石川県 長野県 愛知県 大阪府 岡山県 高知県 福岡県 沖縄県".split()
PEOPLE = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤".split()
CLOUD = ["メール", "給与計算", "会計", "勤怠管理", "ファイルの共有", "予約の受付", "顧客の管理"]
RECORDS = [
    ("取引先の担当者の名簿", "contact"),
    ("通信販売の購入の記録", "purchase"),
    ("クレジットカードの番号", "card"),
    ("健康や診療の記録", "health"),
    ("社員と家族の給与の情報", "income"),
]
SHEETS = {"self-check-2026": (25, 0), "self-check-2009": (25, 21)}
LEADS = ["client", "vendor", "cloud", "other", "nobody"]


def read_ids(path):
    """The ids of a catalogue's list, in order."""
    with open(path, encoding="utf-8") as file:
        return [line.split("id:")[1].split("#")[0].strip(" {},\n") for line in file if line.startswith("  - id:")]


def yen(amount, way):
    if way == 0 or amount % 10000:
        return str(amount)
    man = amount // 10000
    return f"{man // 10000}億{man % 10000:,}万円" if man >= 10000 and man % 10000 else f"{man:,}万円"


def answers(pick, sheet, level):
    """One mapping of answers; `level` (0..1) is how much the firm does."""
    count, yes_no_from = SHEETS[sheet]
    parts = []
    for number in range(1, count + 1):
        if yes_no_from and number >= yes_no_from:
            word = "yes" if pick.random() < level else "no"
        elif pick.random() < 0.02:
            word = "{na: 使っていないため}"
        else:
            word = pick.choices(["yes", "partly", "no", "unknown"],
                                [level, 0.35, (1 - level) * 0.8, (1 - level) * 0.2])[0]
        parts.append(f"{number}: {word}")
    lines = [", ".join(parts[i : i + 5]) for i in range(0, count, 5)]
    return "{\n      " + ",\n      ".join(lines) + "}"


def assessments(pick, level):
    out = ["assessments:"]
    count = pick.choices([1, 2, 3, 4], [5, 3, 2, 1])[0]
    for i in range(count):
        sheet = "self-check-2009" if i == 0 and count > 1 and pick.random() < 0.1 else "self-check-2026"
        day = pick.randint(1, 28)
        month = (5 + 6 * i) % 12 + 1
        year = 2025 + (5 + 6 * i) // 12
        date = f"令和{year - 2018}年{month}月{day}日" if pick.random() < 0.3 else f"{year}-{month:02}-{day:02}"
        grown = min(0.95, level * (0.6 + 0.4 * (i + 1) / count))
        out += [f"  - date: {date}", f"    sheet: {sheet}", f"    by: 社長 {pick.choice(PEOPLE)}様",
                f"    answers: {answers(pick, sheet, grown)}"]
    return out


def it_part(pick, employees):
    pcs = max(1, int(employees * pick.uniform(0.3, 1.1)))
    out = ["it:", f"  pcs: {pcs}", f"  notebooks: {int(pcs * pick.uniform(0, 0.8))}",
           f"  servers: {pick.choice([0, 0, 1, 2, 3])}",
           f"  remote_access: {pick.choice(['none', 'vpn', 'rdp', 'cloud', 'unknown'])}",
           f"  website: {pick.choice(['none', 'hosted', 'own', 'shop'])}",
           f"  backup: {pick.choice(['none', 'same_machine', 'onsite', 'offline', 'cloud', 'both', 'unknown'])}"]
    services = pick.sample(CLOUD, pick.randint(0, 4))
    return out + ([f"  cloud: [{', '.join(services)}]"] if services else [])


def duties(pick, key, tasks, most):
    chosen = pick.sample(tasks, pick.randint(0, most))
    indent = "  " if key == "deviations" else ""
    if not chosen:
        return []
    return [f"{indent}{key}:"] + [f"{indent}  - {{task: {task}, lead: {pick.choice(LEADS)}}}" for task in chosen]


def client(pick, number, knowledge):
    """A valid client: (id, text)."""
    trade = pick.choice(list(TRADES))
    tail, business = TRADES[trade]
    employees = int(pick.choice([pick.randint(2, 9), pick.randint(10, 60), pick.randint(61, 280)]))
    name = pick.choice(FORMS).format(f"{pick.choice(HEADS)}{tail}{number}")
    sales = employees * pick.randint(800, 2500) * 10000
    out = [f"id: client-{number:05}", f"name: {name}", "fictional: true", f"trade: {trade}",
           f"business: {business}", f"employees: {employees}", f"region: {pick.choice(REGIONS)}"]
    if pick.random() < 0.8:
        out.append(f"yearly_sales: {yen(sales, pick.randint(0, 1))}")
    if pick.random() < 0.7:
        out.append(f"gross_profit_per_day: {yen(sales // 1000 // 10000 * 10000 + 10000, pick.randint(0, 1))}")
    if pick.random() < 0.6:
        out.append(f"contact: 総務担当 {pick.choice(PEOPLE)}")
    out += it_part(pick, employees)
    records = pick.sample(RECORDS, pick.randint(0, 3))
    if records:
        out.append("records:")
        out += [f"  - {{kind: {kind}, level: {level}, count: {pick.randint(5, 50000)}}}" for kind, level in records]
    out += ["contract:", f"  kind: {pick.choice(['none', 'spot', 'standard', 'full', 'package'])}"]
    out += duties(pick, "deviations", knowledge["tasks"], 2)
    out += duties(pick, "beliefs", knowledge["tasks"], 4)
    out += assessments(pick, pick.uniform(0.05, 0.9))
    if pick.random() < 0.7:
        out.append(f"money_per_year: {yen(pick.choice([0, 10, 25, 45, 80, 150, 300]) * 10000, 1)}")
    if pick.random() < 0.3:
        out.append(f"refused: [{pick.choice(knowledge['measures'])}]")
    if pick.random() < 0.5:
        out += ["visits:", f"  - {{date: 2026-0{pick.randint(1, 9)}-15, what: 月次の点検とご相談}}"]
    if pick.random() < 0.5:
        out.append(f"meeting: 2026-12-{pick.randint(1, 28):02}")
    return f"client-{number:05}", "\n".join(out) + "\n"


# Kind of mistake -> what it does to a good file.
BAD = {
    "unknown key": lambda text: text.replace("employees:", "employes:", 1),
    "wrong word": lambda text: text.replace("\ntrade: ", "\ntrade: x", 1),
    "out of range": lambda text: text.replace("\nemployees: ", "\nemployees: -", 1),
    "answer missing": lambda text: text.replace("7: ", "77: ", 1),
    "syntax": lambda text: text.replace("it:\n", "it:\n\t", 1),
    "other id": lambda text: text.replace("id: ", "id: x", 1),
    "not UTF-8": lambda text: text.encode("cp932", "replace"),
    "empty": lambda text: "",
    "no such task": lambda text: text.replace("contract:\n", "contract:\n  deviations: [{task: tea, lead: vendor}]\n", 1)
    if "deviations" not in text else text.replace("task: ", "task: x", 1),
    "NUL": lambda text: text.replace("name: ", "name: \0", 1),
}


def write_all(folder, count, seed, bad, content):
    catalog = os.path.join(content, "catalog")
    knowledge = {name: read_ids(os.path.join(catalog, f"{name}.yaml")) for name in ("tasks", "measures")}
    os.makedirs(folder, exist_ok=True)
    choice = random.Random(f"{seed} bad")
    wrong = dict(zip(choice.sample(range(1, count + 1), bad), [list(BAD)[i % len(BAD)] for i in range(bad)]))
    names = []
    for number in range(1, count + 1):
        # Each client has its own random numbers: the first 20 of 2,000 are the 20 of 20.
        name, text = client(random.Random(f"{seed} {number}"), number, knowledge)
        content_bytes = BAD[wrong[number]](text) if number in wrong else text
        if isinstance(content_bytes, str):
            content_bytes = content_bytes.encode()
        with open(os.path.join(folder, f"{name}.yaml"), "wb") as file:
            file.write(content_bytes)
        if number in wrong:
            names.append(f"{name}\t{wrong[number]}\n")
    with open(os.path.join(folder, "bad.txt"), "w", encoding="utf-8") as file:
        file.writelines(names)
    return [line.split("\t")[0] for line in names]


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bad", type=int, default=0)
    parser.add_argument("--content", default=os.path.join(here, "../../content"))
    given = parser.parse_args()
    write_all(given.folder, given.count, given.seed, given.bad, given.content)
