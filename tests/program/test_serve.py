"""The preview: over real sockets, for this machine only, built anew at every save."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest

from support import PROGRAM, ROOT, Workplace

PATIENCE = 20  # seconds for what takes milliseconds on an idle machine


class Preview(Workplace):
    CHAPTERS = {"one": "# 一つ\n\n初めの文。\n", "two": "# 二つ\n\n本文。\n"}

    def setUp(self):
        super().setUp()
        self.guide = os.path.join(self.folder, "guide")
        self.out = os.path.join(self.folder, "out")
        os.makedirs(self.guide)
        for name, text in self.CHAPTERS.items():
            self.save(name, text)

    def save(self, name, text):
        with open(os.path.join(self.guide, f"{name}.md"), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def start(self, *arguments, folder=None):
        """Starts the preview and waits until it has built; self.port is where it listens."""
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        self.errors = open(os.path.join(self.folder, "errors"), "wb")
        self.addCleanup(self.errors.close)
        self.process = subprocess.Popen(
            [PROGRAM, "serve", folder or self.guide, "--out", self.out, *arguments],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=self.errors, text=True,
        )
        self.addCleanup(self.process.stdout.close)
        self.addCleanup(self.end)
        address = self.process.stdout.readline().strip()
        self.process.stdout.readline()
        self.port = int(address.rsplit(":", 1)[1].strip("/")) if address else None
        self.process.stdout.readline()  # how the first build went

    def end(self, number=signal.SIGINT):
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)

    def error_text(self):
        with open(os.path.join(self.folder, "errors"), encoding="utf-8") as file:
            return file.read()

    def ask(self, path, method="GET", address="127.0.0.1", **headers):
        connection = http.client.HTTPConnection(address, self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def page(self, path):
        status, _, text = self.ask(path)
        self.assertEqual(status, 200, path)
        return text

    def state(self, seen=0):
        return json.loads(self.page(f"/.mamorigami/wait?seen={seen}"))

    def news(self, before):
        """The first state after `before`; the request waits in the server meanwhile."""
        return self.state(before["number"])


class Pages(Preview):
    def test_pages_come_with_type_and_script_and_are_not_kept(self):
        self.start()
        status, headers, text = self.ask("/")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertIn("/.mamorigami/reload.js", text)
        self.assertIn("connect-src 'self'", text)
        self.assertIn("初めの文。", self.page("/one.html"))
        for path, kind in (("/site.css", "text/css"), ("/fold.js", "text/javascript"), ("/favicon.svg", "image/svg")):
            self.assertTrue(self.ask(path)[1]["Content-Type"].startswith(kind), path)
        self.assertIn("fetch", self.page("/.mamorigami/reload.js"))
        # What lies on the disk is the site as it will be published.
        with open(os.path.join(self.out, "site/index.html"), encoding="utf-8") as file:
            self.assertNotIn(".mamorigami", file.read())

    def test_head_has_no_body_and_other_methods_are_refused(self):
        self.start()
        status, headers, text = self.ask("/", "HEAD")
        self.assertEqual((status, text), (200, ""))
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "NONSENSE"):
            self.assertEqual(self.ask("/", method)[0], 405, method)

    def test_only_files_of_the_site_are_handed_out(self):
        self.start()
        site = os.path.join(self.out, "site")
        secret = self.write("id: secret\n", "secret.yaml")
        self.write("private", "out/site/private.txt")
        os.symlink(secret, os.path.join(site, "link.yaml"))
        os.remove(os.path.join(site, "two.html"))
        os.symlink(secret, os.path.join(site, "two.html"))
        for path in (
            "/nothing.html", "/private.txt", "/link.yaml", "/two.html", "/.mamorigami-site", "/search", "/search/",
            "/../secret.yaml", "/%2e%2e/secret.yaml", "/..%2fsecret.yaml", "/..%5csecret.yaml", "//etc/passwd",
            "/search/../../../secret.yaml", "/x%00/../secret.yaml", "/%ff%fe", "/" + "a" * 5000,
            "/.mamorigami/", "/.mamorigami/nothing", "/.mamorigami/../one.html", "/.mamorigami/%2e%2e/site.css",
        ):
            with self.subTest(path=path[:60]):
                status, _, text = self.ask(path)
                self.assertIn(status, (404, 414))
                self.assertNotIn("id: secret", text)

    def test_other_names_for_this_machine_are_refused(self):
        self.start()
        for host in ("evil.example", f"evil.example:{self.port}", "localhost", "127.0.0.1:1", "", f"0.0.0.0:{self.port}"):
            with self.subTest(host=host):
                status, _, text = self.ask("/", Host=host)
                self.assertIn(status, (400, 403))
                self.assertNotIn("初めの文", text)
        for host in (f"localhost:{self.port}", f"127.0.0.1:{self.port}", f"[::1]:{self.port}"):
            self.assertEqual(self.ask("/", Host=host)[0], 200, host)

    def test_nobody_else_can_connect(self):
        self.start()
        connections = subprocess.run(["cat", "/proc/net/tcp"], capture_output=True, text=True).stdout
        port = f":{self.port:04X}"
        listening = [line.split()[1] for line in connections.splitlines() if line.split()[1].endswith(port) and line.split()[3] == "0A"]
        self.assertEqual(listening, [f"0100007F{port}"])


class Saving(Preview):
    def test_a_saved_chapter_comes_up(self):
        self.start()
        before = self.state()
        pages = []
        waiting = threading.Thread(target=lambda: pages.append(self.news(before)))
        waiting.start()
        time.sleep(0.3)
        self.assertEqual(pages, [])
        self.save("one", "# 一つ\n\n新しい文。\n")
        waiting.join(PATIENCE)
        self.assertGreater(pages[0]["pages"], before["pages"])
        self.assertIn("新しい文。", self.page("/one.html"))

    def test_new_and_removed_chapters_and_folders(self):
        self.start()
        before = self.state()
        os.makedirs(os.path.join(self.guide, "more"))
        self.save("more/three", "# 三つ\n\n三つめの文。\n")
        after = self.news(before)
        while "三つめの文" not in "".join(self.site_texts()):
            after = self.news(after)
        os.remove(os.path.join(self.guide, "two.md"))
        self.news(after)
        self.assertEqual(self.ask("/two.html")[0], 404)

    def site_texts(self):
        site = os.path.join(self.out, "site")
        for name in os.listdir(site):
            if name.endswith(".html"):
                with open(os.path.join(site, name), encoding="utf-8") as file:
                    yield file.read()

    def test_a_wrong_chapter_is_told_and_the_last_pages_stay(self):
        content = os.path.join(self.folder, "content")
        shutil.copytree(os.path.join(ROOT, "content"), content)
        self.guide = os.path.join(content, "guide")
        self.start("--content", content)
        before = self.state()
        self.assertTrue(before["good"])
        with open(os.path.join(self.guide, "backup.md"), encoding="utf-8") as file:
            text = file.read()
        self.save("backup", text + "\n{{nothing.here}} <b>\n")
        wrong = self.news(before)
        self.assertFalse(wrong["good"])
        self.assertEqual(wrong["pages"], before["pages"])
        line = text.count("\n") + 2
        self.assertIn(f"backup.md:{line}:1: error:", wrong["report"])
        self.assertIn("^~~~", wrong["report"])
        self.assertIn("<b>", wrong["report"])
        self.assertNotIn("nothing.here", self.page("/backup.html"))
        self.save("backup", text)
        right = self.news(wrong)
        self.assertTrue(right["good"])
        self.assertEqual((right["report"], right["pages"]), ("", before["pages"]))

    def test_what_was_never_good_shows_a_page_with_the_script(self):
        self.save("one", b"# \xff\xfe\n")
        self.start()
        status, _, text = self.ask("/")
        self.assertEqual(status, 503)
        self.assertIn("/.mamorigami/reload.js", text)
        before = self.state()
        self.assertFalse(before["good"])
        self.save("one", "# 一つ\n\n本文。\n")
        self.assertTrue(self.news(before)["good"])
        self.assertEqual(self.ask("/")[0], 200)

    def test_files_of_editors_and_clients_build_nothing(self):
        self.start()
        before = self.state()
        for name in (".one.md.swp", "one.md~", "#one.md#", "4913"):
            with open(os.path.join(self.guide, name), "w") as file:
                file.write("x")
        time.sleep(0.8)
        self.assertEqual(self.state(), before)

    def test_pages_that_are_closed_do_not_stop_it(self):
        self.start()
        seen = self.state()["number"]
        for _ in range(100):
            with socket.create_connection(("127.0.0.1", self.port)) as connection:
                connection.sendall(
                    f"GET /.mamorigami/wait?seen={seen} HTTP/1.1\r\nHost: localhost:{self.port}\r\n\r\n".encode()
                )
        self.save("one", "# 一つ\n\nまだ動く。\n")
        self.news({"number": seen})
        self.assertIn("まだ動く", self.page("/one.html"))


class Ends(Preview):
    def test_it_ends_when_told(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            self.start()
            seen = self.state()["number"]
            with socket.create_connection(("127.0.0.1", self.port)) as waiting:
                waiting.sendall(f"GET /.mamorigami/wait?seen={seen} HTTP/1.1\r\nHost: localhost:{self.port}\r\n\r\n".encode())
                time.sleep(0.2)
                self.assertEqual(self.end(number), 0)
            self.assertEqual(self.error_text(), "")

    def test_a_port_in_use_is_told_or_passed_over(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            self.start("--port", str(port))
            self.assertEqual(self.process.wait(timeout=PATIENCE), 2)
            self.assertIn("E854", self.error_text())
            self.assertIn(str(port), self.error_text())
        self.start()
        first = self.process, self.port
        self.start()
        self.assertNotEqual(self.port, first[1])
        self.assertEqual(self.end(), 0)
        first[0].send_signal(signal.SIGINT)
        self.assertEqual(first[0].wait(timeout=PATIENCE), 0)

    def test_wrong_ports_are_refused(self):
        for port in ("0", "-1", "65536", "80x", ""):
            done = subprocess.run([PROGRAM, "serve", self.guide, "--port", port], cwd=ROOT, capture_output=True)
            self.assertEqual(done.returncode, 2, port)

    def test_folders_of_clients_are_not_shown(self):
        self.out = os.path.join(self.folder, "out", "clients", "midori")
        os.makedirs(os.path.join(self.out, "site"))
        self.write("name: お客様", "out/clients/midori/site/index.html")
        self.start()
        status, _, text = self.ask("/")
        self.assertEqual(status, 503)
        self.assertNotIn("お客様", text)
        self.assertIn("E852", self.state()["report"])


if __name__ == "__main__":
    unittest.main()
