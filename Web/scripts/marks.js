// One session's marks, each sent as it is made. What the line did not carry stays in the page, told apart, and is sent again.
class SessionMarks extends HTMLElement {
  connectedCallback() {
    const foot = this.querySelector(".marks-foot");
    if (!foot) return;
    this.form = this.closest("form");
    this.status = foot.querySelector("[role=status]");
    foot.querySelector("[name=save]").hidden = true;
    foot.querySelector("[name=rest]").addEventListener("click", (event) => {
      event.preventDefault();
      for (const row of this.rows()) {
        if (row.now === "") row.field("p").checked = true;
      }
      this.send();
    });
    this.addEventListener("change", () => this.send());
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && this.unsaved().length > 0) event.preventDefault();
    });
    this.show();
  }

  rows() {
    return [...this.querySelectorAll("fieldset:has(input)")].map((place) => {
      const was = place.querySelector("[name^='was.']");
      const field = (value) => place.querySelector(`[type=radio][value="${value}"]`);
      return {
        place, was, field,
        id: place.querySelector("[name^='row.']"),
        chosen: place.querySelector(":checked"),
        now: place.querySelector(":checked")?.value ?? "",
      };
    });
  }

  unsaved() {
    return this.rows().filter((row) => row.now !== row.was.value.replace("-", ""));
  }

  // One sending at a time. A sending that failed goes again as it was, with its own key, so that it is done once.
  async send() {
    this.show();
    if (this.isSending) return;
    const rows = this.unsaved();
    if (!this.sent && rows.length === 0) return;
    this.sent ??= { rows, fields: this.fields(rows) };
    this.isSending = true;
    this.show();
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", headers: { accept: "text/plain" }, body: this.sent.fields, signal: AbortSignal.timeout(10000),
      });
      if ([429, 502, 503, 504].includes(answer.status)) throw new Error();
      const isKept = answer.ok && answer.headers.get("content-type")?.startsWith("text/plain");
      // The page itself says what stands in the way; all that was chosen goes with it.
      if (!isKept) return this.leave();
      this.form.elements.once.value = await answer.text();
      for (const row of this.sent.rows) row.was.value = row.now || "-";
      this.sent = null;
      this.isOffline = false;
    } catch {
      this.isOffline = true;
      setTimeout(() => this.send(), 5000);
    } finally {
      this.isSending = false;
    }
    this.show();
    if (!this.isOffline) this.send();
  }

  fields(rows) {
    const fields = new URLSearchParams();
    for (const field of [this.form.elements.once, this.form.elements["session.0"]]) fields.set(field.name, field.value);
    for (const row of rows) {
      for (const field of [row.id, row.was, row.chosen]) fields.set(field.name, field.value);
    }
    return fields;
  }

  leave() {
    this.isLeaving = true;
    this.form.submit();
  }

  show() {
    const rows = this.rows();
    for (const row of rows) row.place.classList.toggle("is-unsaved", row.now !== row.was.value.replace("-", ""));
    for (const total of this.querySelectorAll("[data-of]")) {
      total.textContent = rows.filter((row) => row.now === total.dataset.of).length;
    }
    const count = this.unsaved().length;
    this.querySelector("[name=rest]").disabled = !rows.some((row) => row.now === "");
    this.status.textContent = count === 0 ? (this.hasSaved ? this.dataset.saved : "")
      : this.isOffline ? this.dataset.unsaved.replace("{count}", count) : this.dataset.sending;
    if (count > 0) this.hasSaved = true;
  }
}

customElements.define("session-marks", SessionMarks);
