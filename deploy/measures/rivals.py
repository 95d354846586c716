"""What the program is measured against: the same statements in pgbench, and nginx."""

import json
import pathlib
import re
import subprocess
import time

from ground import free_port


def literal(sql, values):
    """A statement with its parameters written into it, on one line: pgbench prepares it as it stands."""
    return " ".join(re.sub(r"\$(\d+)", lambda found: values[int(found.group(1))], sql).split())


def script(path, statements, pipelined=False):
    """A pgbench script: one transaction of these statements."""
    lines = [line + ";" for line in statements]
    if pipelined:
        lines = ["\\startpipeline", *lines, "\\endpipeline"]
    pathlib.Path(path).write_text("\n".join(lines) + "\n")
    return path


def fresh(sql):
    """A captured `log.append`: each run of it appends an event with an id and a moment of its own."""
    return re.sub(r"log\.append\((.*), ('[^']*', '[^']*', '[^']*')\)$",
                  r"log.append(jsonb_set(jsonb_set(\1::jsonb, '{0,id}', to_jsonb(gen_random_uuid())), '{0,at}',"
                  r" to_jsonb(moment())), \2)", sql, flags=re.S)


class Nginx:
    """nginx with one worker, answering `return 200` and a file."""

    def __init__(self, folder, asset):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.folder.chmod(0o755)
        (self.folder / "file").mkdir()
        (self.folder / "file/asset").write_bytes(asset)
        self.port = free_port()
        self.configuration = self.folder / "nginx.conf"
        self.configuration.write_text(f"""
worker_processes 1;
daemon off;
pid {self.folder}/pid;
error_log {self.folder}/error.log;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  client_body_temp_path {self.folder}/t1; proxy_temp_path {self.folder}/t2; fastcgi_temp_path {self.folder}/t3;
  uwsgi_temp_path {self.folder}/t4; scgi_temp_path {self.folder}/t5;
  server {{
    listen 127.0.0.1:{self.port};
    location = /health/live {{ default_type text/plain; return 200 "live\\n"; }}
    location /file/ {{ root {self.folder}; default_type text/css; etag on; add_header cache-control "public, max-age=31536000, immutable"; }}
  }}
}}
""")
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-c", self.configuration, "-p", self.folder],
                                        stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        self.origin = f"http://127.0.0.1:{self.port}"

    @property
    def pids(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
