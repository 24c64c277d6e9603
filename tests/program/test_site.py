"""The site: whole, closed in itself, without clients; built again, only what changed is written."""

import base64
import html.parser
import os
import re
import unittest
import urllib.parse

from support import ROOT, SAMPLES, Workplace, output_of, run

# Elements without an end tag (HTML, 13.1.2); in SVG every element has one or closes itself.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(html.parser.HTMLParser):
    """What the tests ask of a page; `faults` are elements that do not nest."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loaded, self.open, self.faults = [], [], [], [], []
        self.feed(text)
        self.close()
        self.faults += [f"not closed: {tag}" for tag in self.open]

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])
        elif tag == "link" and values.get("rel") != "canonical":
            self.loaded.append(values["href"])
        self.loaded += [values[name] for name in ("src", "data", "poster") if name in values]
        if any(name.startswith("on") or name == "style" for name in values):
            self.faults.append(f"inline code: {values}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"does not nest: {tag}")


def files_below(folder):
    return sorted(
        os.path.relpath(os.path.join(base, name), folder)
        for base, _, names in os.walk(folder)
        for name in names
    )


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


class Site(Workplace):
    def setUp(self):
        super().setUp()
        self.out = os.path.join(self.folder, "out")
        self.site = os.path.join(self.out, "site")

    def make(self, *arguments):
        return run("site", *arguments, "--out", self.out)

    def made(self, *arguments):
        code, out, err, _ = self.make(*arguments)
        self.assertEqual((code, err), (0, ""))
        return out

    def guide(self, **chapters):
        """A small folder of chapters; returns its path."""
        folder = os.path.join(self.folder, "guide")
        os.makedirs(folder, exist_ok=True)
        for name, text in chapters.items():
            with open(os.path.join(folder, f"{name}.md"), "w", encoding="utf-8") as file:
                file.write(text)
        return folder

    def pages(self):
        names = [name for name in files_below(self.site) if name.endswith(".html")]
        return {name: Page(read(self.site, name)) for name in names}

    def states(self):
        return {
            name: (os.stat(path).st_mtime_ns, os.stat(path).st_ino)
            for name in files_below(self.site)
            for path in [os.path.join(self.site, name)]
        }


class OurGuide(Site):
    def test_it_is_whole_and_closed_in_itself(self):
        self.made()
        pages = self.pages()
        for name in ("index.html", "glossary.html", "sources.html", "search.html", "404.html"):
            self.assertIn(name, pages)
        self.assertGreater(len(pages), 35)
        files = set(files_below(self.site))
        for name, page in pages.items():
            with self.subTest(page=name):
                self.assertEqual(page.faults, [])
                self.assertEqual(len(page.ids), len(set(page.ids)), "an id twice")
                for address in page.loaded:
                    self.assertIn(address, files)
                for address in page.links:
                    self.check_link(address, name, pages)
        self.assertNotIn("sitemap.xml", files)

    def check_link(self, address, name, pages):
        parts = urllib.parse.urlsplit(address)
        if parts.scheme:
            self.assertIn(parts.scheme, ("http", "https", "mailto", "tel"))
            return
        target = parts.path or name
        self.assertIn(target, pages, address)
        if parts.fragment:
            self.assertIn(urllib.parse.unquote(parts.fragment), pages[target].ids, address)

    def test_pages_are_named_once_and_lead_on(self):
        self.made()
        chapters = [
            name for name in self.pages() if 'rel="next"' in (text := read(self.site, name)) or 'rel="prev"' in text
        ]
        cover = read(self.site, "index.html")
        titles = [re.search(r"<title>(.*?)</title>", read(self.site, name))[1] for name in chapters]
        self.assertEqual(len(titles), len(set(titles)))
        for name in chapters:
            text = read(self.site, name)
            self.assertIn(f'href="{name}"', cover)
            self.assertEqual(text.count("<h1"), 1, name)
            self.assertEqual(text.count('aria-current="page"'), 2, name)

    def test_no_client_is_in_it(self):
        self.made()
        names = set()
        for sample in SAMPLES:
            names.add(re.search(r"^name: *\"?([^\"\n#]+)", read(ROOT, sample), re.M)[1].strip())
        self.assertGreater(len(names), 5)
        for file in files_below(self.site):
            text = read(self.site, file)
            for name in names:
                self.assertNotIn(name, text, file)

    def test_policy_forbids_what_is_outside(self):
        self.made()
        for name in self.pages():
            policy = re.search(r'Policy" content="(.*?)"', read(self.site, name))[1]
            self.assertTrue(policy.startswith("default-src 'none';"), name)
            self.assertNotIn("unsafe", policy)
            self.assertNotIn("http", policy)

    def test_nothing_outside_is_loaded_by_style_or_script(self):
        self.made()
        for name in files_below(self.site):
            if name.endswith(".css"):
                self.assertNotRegex(read(self.site, name), r"url\(|@import")
            if name.endswith(".js") and "/" not in name:
                self.assertNotRegex(read(self.site, name), r"https?:|\beval\b|Function\(|fetch\(|innerHTML")

    def test_built_again_nothing_is_written(self):
        self.made()
        before = self.states()
        out = self.made()
        self.assertEqual(self.states(), before)
        self.assertIn("書いたファイル 0", out)

    def test_no_box_of_a_chapter_looks_like_a_part_of_a_page(self):
        # The frame's style sheet comes last: its `.keep` once made every `::: keep` a row.
        self.made()
        frame = read(ROOT, "templates", "site", "site.css")
        bare = set(re.findall(r"^\.([a-z-]+)(?=[ ,:]|$)", frame, re.MULTILINE))
        used = {
            name
            for path in files_below(self.site)
            if path.endswith(".html")
            for name in re.findall(r'<div class="box ([a-z]+)"', read(self.site, path))
        }
        self.assertIn("keep", used)
        self.assertEqual(used & bare, set())


class Rebuilding(Site):
    CHAPTERS = {"one": "# 一つ\n\n本文一。\n", "two": "# 二つ\n\n本文二。\n", "three": "# 三つ\n\n本文三。\n"}

    def test_one_changed_text_writes_its_page_and_the_index(self):
        folder = self.guide(**self.CHAPTERS)
        self.made(folder)
        before = self.states()
        self.guide(two="# 二つ\n\n本文は変わった。\n")
        self.made(folder)
        after = self.states()
        changed = {name for name in after if after[name] != before.get(name)}
        self.assertEqual(changed, {"two.html", "search/text-0.js"})

    def test_deleted_chapter_disappears(self):
        folder = self.guide(**self.CHAPTERS)
        self.made(folder)
        own = os.path.join(self.site, "CNAME")
        with open(own, "w") as file:
            file.write("guide.example.jp\n")
        os.remove(os.path.join(folder, "two.md"))
        out = self.made(folder)
        self.assertIn("消したファイル 1", out)
        files = files_below(self.site)
        self.assertNotIn("two.html", files)
        self.assertIn("CNAME", files)
        for name in files:
            self.assertNotIn("二つ", read(self.site, name))

    def test_folder_of_others_is_left_alone(self):
        folder = self.guide(**self.CHAPTERS)
        os.makedirs(self.site)
        with open(os.path.join(self.site, "letter.txt"), "w") as file:
            file.write("dear")
        code, _, err, _ = self.make(folder)
        self.assertEqual(code, 1)
        self.assertIn("E851", err)
        self.assertEqual(files_below(self.site), ["letter.txt"])

    def test_wrong_chapter_leaves_the_old_site(self):
        folder = self.guide(**self.CHAPTERS)
        self.made(folder)
        before = self.states()
        with open(os.path.join(folder, "two.md"), "wb") as file:
            file.write(b"# \xff\xfe\n")
        code, _, err, _ = self.make(folder)
        self.assertEqual(code, 1, err)
        self.assertEqual(self.states(), before)


class Addresses(Site):
    def test_map_and_canonical_links_only_with_an_address(self):
        folder = self.guide(one="# 一つ\n\n本文。\n", two="# 二つ\n\n本文。\n")
        self.made(folder, "--base-url", "https://www.example.jp/guide")
        site_map = read(self.site, "sitemap.xml")
        self.assertIn("<loc>https://www.example.jp/guide/one.html</loc>", site_map)
        self.assertNotIn("404", site_map)
        self.assertNotIn("search.html", site_map)
        canonical = '<link rel="canonical" href="https://www.example.jp/guide/one.html">'
        self.assertIn(canonical, read(self.site, "one.html"))
        # A page not found is shown at any address: its links are whole.
        self.assertIn('href="https://www.example.jp/guide/site.css"', read(self.site, "404.html"))
        output_of("python3", "-c", f"import xml.dom.minidom as m; m.parse({self.site + '/sitemap.xml'!r})")
        self.made(folder)
        self.assertNotIn("sitemap.xml", files_below(self.site))
        self.assertNotIn("canonical", read(self.site, "one.html"))

    def test_wrong_address_is_told(self):
        folder = self.guide(one="# 一つ\n\n本文。\n")
        for address in ("www.example.jp", "ftp://a/", "https://", "https:///x", 'https://a/"><script>', "javascript:x"):
            with self.subTest(address=address):
                code, _, err, _ = self.make(folder, "--base-url", address)
                self.assertEqual(code, 1)
                self.assertIn("E853", err)
                self.assertFalse(os.path.exists(self.site))


class Pictures(Site):
    PICTURE = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    )

    def test_pictures_are_copied_beside_the_pages(self):
        folder = self.guide(one="# 一つ\n\n![点の絵](絵/点1.png)\n\n本文。\n")
        os.makedirs(os.path.join(folder, "絵"))
        with open(os.path.join(folder, "絵", "点1.png"), "wb") as file:
            file.write(base64.b64decode(self.PICTURE))
        self.made(folder)
        (address,) = [a for a in self.pages()["one.html"].loaded if a.endswith(".png")]
        self.assertIn(urllib.parse.unquote(address), files_below(self.site))
        os.remove(os.path.join(folder, "絵", "点1.png"))
        self.guide(one="# 一つ\n\n本文。\n")
        self.made(folder)
        self.assertEqual([name for name in files_below(self.site) if "png" in name], [])


class Clients(Site):
    def test_folder_of_clients_makes_no_site(self):
        code, _, err, _ = self.make("content/clients")
        self.assertEqual(code, 1)
        self.assertIn("E80", err)
        self.assertFalse(os.path.exists(os.path.join(self.site, "index.html")))

    def test_site_is_not_made_among_clients(self):
        folder = self.guide(one="# 一つ\n\n本文。\n")
        self.out = os.path.join(self.folder, "out", "clients", "midori")
        self.site = os.path.join(self.out, "site")
        code, _, err, _ = self.make(folder)
        self.assertEqual(code, 1)
        self.assertIn("E852", err)
        self.assertFalse(os.path.exists(self.out))


class Hostile(Site):
    def test_text_that_looks_like_code_stays_text(self):
        attack = '"><script>alert(1)</script> \\");alert(2);//  \\f'
        text = f"# 題 {attack}\n\n本文 `{attack}`\n\n## 節 {attack}\n\n[x](javascript:alert(3))\n"
        self.made_with_warnings(self.guide(attack=text, **{"index": "# 目次\n\nこれ。\n", "con": "# 機器\n\n文。\n"}))
        files = files_below(self.site)
        self.assertIn("con_.html", files)
        for name, page in self.pages().items():
            self.assertEqual(page.faults, [], name)
            self.assertNotIn("<script>alert", read(self.site, name))
            self.assertNotIn("javascript:", "".join(page.links))
        for name in files:
            if name.startswith("search/"):
                lines = read(self.site, name)
                # Strings of the index are those of JSON: nothing ends one early.
                rest = re.sub(r'"(?:[^"\\\x00-\x1f]|\\.)*"', "", lines)
                self.assertNotIn("alert", rest)

    def made_with_warnings(self, folder):
        code, _, err, _ = self.make(folder)
        self.assertEqual(code, 0, err)


if __name__ == "__main__":
    unittest.main()
