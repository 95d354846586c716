// `/` goes to search, `?` shows the keys, Ctrl+K goes to any page or act of the space, or searches for what is typed.
class KeyGuide extends HTMLElement {
  connectedCallback() {
    this.go = this.querySelector("#go");
    this.keys = this.querySelector("#keys");
    document.addEventListener("keydown", (event) => this.press(event));
    this.keys.querySelector("button").addEventListener("click", () => this.keys.close());
    this.keys.querySelector("a")?.addEventListener("click", () => {
      this.keys.close();
      document.getElementById("about").open = true;
    });
    this.go.querySelector("input").addEventListener("input", () => this.list());
    this.go.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.go.querySelector("li a")?.click();
    });
    this.go.addEventListener("keydown", (event) => this.move(event));
  }

  press(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      this.open();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog[open]")) return;
    if (event.key === "/") {
      event.preventDefault();
      const fields = document.querySelectorAll("main [data-search], .rail > .search [data-search]");
      const field = [...fields].reverse().find((one) => one.offsetParent);
      if (!field) return this.open();
      field.focus();
      field.select();
    } else if (event.key === "?") {
      this.keys.showModal();
    }
  }

  open() {
    if (this.go.open) return;
    this.go.querySelector("input").value = "";
    this.list();
    this.go.showModal();
    this.learn();
  }

  // What can be done stands on the search's own page; it is asked once a page.
  async learn() {
    const { action } = this.go.querySelector("form");
    if (this.acts || !this.go.dataset.find) return;
    this.acts = [];
    const answer = await fetch(action).catch(() => undefined);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const known = new Set(this.pages().map((one) => one.path));
    const links = [...page.querySelectorAll("main .menu a")].map((link) => ({ path: link.href, title: link.textContent.trim() }));
    this.acts = links.filter((one) => !known.has(one.path));
    this.list();
  }

  list() {
    const typed = this.go.querySelector("input").value.trim();
    const folded = (text) => text.toLowerCase().replaceAll("-", "");
    const wanted = folded(typed).split(/\s+/);
    const found = [...this.pages(), ...(typed ? (this.acts ?? []) : [])].filter((page) =>
      wanted.every((word) => folded(page.title).includes(word)),
    );
    const { action } = this.go.querySelector("form");
    if (typed && this.go.dataset.find) {
      found.push({ path: `${action}?q=${encodeURIComponent(typed)}`, title: `${this.go.dataset.find}: ${typed}` });
    }
    const items = found.map((page) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = page.path;
      link.textContent = page.title;
      item.append(link);
      return item;
    });
    this.go.querySelector("ul").replaceChildren(...items);
    this.go.querySelector("[role=status]").hidden = found.length > 0;
  }

  pages() {
    const links = document.querySelectorAll(".rail > .ways a, .switcher .menu a, .rail > .me p a");
    return [...links].map((link) => ({ path: link.href, title: link.firstChild.textContent.trim() }));
  }

  move(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const places = [this.go.querySelector("input"), ...this.go.querySelectorAll("li a")];
    const next = places.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    places[(next + places.length) % places.length].focus();
  }
}

customElements.define("key-guide", KeyGuide);
