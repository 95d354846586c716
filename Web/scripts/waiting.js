// How much waits, beside the pages of the rail: asked once a minute at most, and anew after each act.
const today = document.querySelector(".ways a[href$='/today']")?.getAttribute("href");

async function showWaiting() {
  const kept = JSON.parse(sessionStorage.getItem("waiting") ?? "{}");
  const isFresh = kept.of === today && Date.now() - kept.at < 60000 && !location.search.includes("did=") && location.pathname !== today;
  let lines = kept.lines;
  if (!isFresh) {
    const answer = await fetch(`${today}/counts`);
    if (!answer.ok || answer.redirected) return;
    lines = await answer.text();
    sessionStorage.setItem("waiting", JSON.stringify({ of: today, at: Date.now(), lines }));
  }
  for (const line of lines.split("\n").filter(Boolean)) {
    const [path, number, said] = line.split("\t");
    for (const link of document.querySelectorAll(`.ways a[href="${path}"]`)) {
      const count = document.createElement("span");
      count.className = "count";
      count.textContent = ` ${number}`;
      const unseen = document.createElement("span");
      unseen.className = "unseen";
      unseen.textContent = ` ${said}`;
      count.append(unseen);
      link.append(count);
    }
  }
}

if (today) showWaiting().catch(() => {});
else sessionStorage.removeItem("waiting");
