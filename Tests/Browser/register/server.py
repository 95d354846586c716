"""A register of companies for tests: server.py PORT FOLDER. Answers as avoindata.prh.fi does, or badly, by the name that is asked.

Keeps the request of each question in the folder as it came, to show what a register is told.
"""

import http.server
import json
import pathlib
import sys
import time
import urllib.parse

port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])


def company(number, names, **more):
    """As the interface's description says it, with what nobody takes."""
    return {
        "businessId": {"value": number, "registrationDate": "1999-05-20", "source": "3"},
        "euId": {"value": f"FIFPRO.{number}", "source": "1"},
        "names": names,
        "mainBusinessLine": {"type": "62010", "descriptions": [{"languageCode": "1", "description": "Ohjelmistot"}]},
        "companyForms": [{"type": "16", "descriptions": [], "registrationDate": "1999-05-20", "version": 1, "source": "1"}],
        "companySituations": [],
        "registeredEntries": [{"type": "1", "register": "1", "authority": "2", "registrationDate": "1999-05-20"}],
        "addresses": [{"type": 1, "street": "Katu", "postCode": "00100", "postOffices": [{"city": "HELSINKI", "languageCode": "1"}]}],
        "tradeRegisterStatus": "1", "status": "2", "registrationDate": "1999-05-20", "endDate": None,
        "lastModified": "2026-01-02 03:04:05",
    } | more


def name(text, kind="1", end=None, since="2001-01-01", version=1):
    return {"name": text, "type": kind, "registrationDate": since, "endDate": end, "version": version, "source": "1"}


PAJA = company("2345678-0", [
    name("Vanha Paja Oy", end="2001-01-01", since="1990-01-01", version=2), name("Pajan aputoimi", kind="3"), name("Paja & Pojat Oy")])
FOUND = [
    PAJA,
    company("1234567-1", [name("Lakannut Paja Oy")], endDate="2020-01-01"),
    company("0112038-9", [name("Poistettu Paja Oy")], tradeRegisterStatus="4"),
    company("1234567-8", [name("Väärän numeron Paja Oy")]),
    company("1927400-1", [name("Nimetön\u202e\u0000Paja")]),
    company("0763619-9", [name("Aikaisempi Paja Oy", end="2021-01-01")]),
    {"businessId": None, "names": "ei luettelo"},
]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        number = len(list(folder.iterdir()))
        (folder / f"{number:03}").write_text(f"{self.requestline}\n{self.headers}")
        address = urllib.parse.urlsplit(self.path)
        asked = urllib.parse.parse_qs(address.query)
        wanted = (asked.get("name") or asked.get("businessId") or [""])[0]
        if wanted == "hidas":
            time.sleep(4)
        if wanted == "muualla" and address.path != "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/elsewhere?name=paja")
            self.end_headers()
            return
        body = json.dumps({"totalResults": 1, "companies": {
            "paja": FOUND, "2345678-0": [PAJA], "monta": [PAJA] * 11}.get(wanted, [])}).encode()
        if wanted == "rikki":
            body = body[:-2]
        if wanted == "iso":
            body = json.dumps({"companies": [], "more": "x" * 70_000}).encode()
        if wanted == "muoto":
            body = b"[1, 2]"
        self.send_response(500 if wanted == "virhe" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
