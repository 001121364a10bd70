// What workers did in the last ten minutes, by the events of the host.

export const WINDOW = 10 * 60 * 1000;

/** Failures that follow each other faster could not be told apart, and are one piece. */
const CLOSE = WINDOW / 120;

/** By handle: pieces, each with from, to (open while it goes on), what it was, and how often. */
const lives = new Map();

export function time(ms) {
  const s = Math.floor(ms / 1000);
  if (s < 1) return ms + " ms";
  if (s < 60) return s + " s";
  if (s < 3600) return Math.floor(s / 60) + " min " + s % 60 + " s";
  if (s < 86400) return Math.floor(s / 3600) + " h " + Math.floor(s / 60) % 60 + " min";
  return Math.floor(s / 86400) + " d " + Math.floor(s / 3600) % 24 + " h";
}

export function exit(of) {
  if (!of) return "";
  return of.code + " " + of.kind + (of.cause ? ": " + of.cause.split("\n")[0] : "");
}

export function forgetLives() {
  lives.clear();
}

export function note(event) {
  if (!event.handle) return;
  if (!lives.has(event.handle)) lives.set(event.handle, { heard: 0, pieces: [] });
  const life = lives.get(event.handle);
  const when = Date.parse(event.time);
  life.heard = when;
  const last = life.pieces.at(-1);
  if (last && last.to === undefined && event.event !== "ready") last.to = when;
  if (event.event === "started") life.pieces.push({ from: when, what: "run" });
  if (event.event === "restart due") life.pieces.push({ from: when, what: "wait" });
  if (event.event === "exited") noteExit(life.pieces, when, event.exit);
}

function noteExit(pieces, when, how) {
  const what = how.kind === "threw" || how.kind === "crashed" ? "crash" : "stop";
  const before = pieces.findLastIndex(one => one.what === what);
  const close = before >= 0 && when - pieces[before].to < CLOSE;
  const piece = close ? pieces[before] : { from: when, what, times: 0 };
  if (close) pieces.length = before;
  piece.to = when;
  piece.times++;
  piece.why = exit(how);
  pieces.push(piece);
}

/** Drops what is over, and whole lives of workers that the host no longer knows. */
export function sweep(known) {
  const begin = Date.now() - WINDOW;
  for (const [handle, life] of lives) {
    life.pieces = life.pieces.filter(one => one.to === undefined || one.to >= begin);
    if (life.heard < begin && !known.has(handle)) lives.delete(handle);
  }
}

/** A worker's pieces. The host forgets old events: one that has none left runs since it says. */
function pieces(worker, now) {
  const life = lives.get(worker.handle);
  if (life && life.pieces.length > 0) return life.pieces;
  return worker.pid && worker.since_ms !== undefined
    ? [{ from: now - worker.since_ms, what: "run" }] : [];
}

function told(piece, now) {
  if (piece.why) return (piece.times > 1 ? piece.times + " times, at last " : "") + piece.why;
  return (piece.what === "run" ? "ran " : "waited ")
    + time(Math.max(0, (piece.to ?? now) - piece.from));
}

/** Marks stay the same elements, or what the mouse points at would vanish. */
export function draw(line, worker) {
  const now = Date.now();
  const share = ms => 100 * Math.min(1, Math.max(0, ms / WINDOW)) + "%";
  let failures = 0;
  let at = 0;
  for (const piece of pieces(worker, now)) {
    const to = piece.to ?? now;
    if (to < now - WINDOW) continue;
    const mark = line.children[at++] || line.appendChild(document.createElement("i"));
    if (mark.className !== piece.what) mark.className = piece.what;
    mark.style.right = share(now - to);
    mark.style.width = share(to - Math.max(piece.from, now - WINDOW));
    const title = told(piece, now);
    if (mark.title !== title) mark.title = title;
    if (piece.what === "crash") failures += piece.times;
  }
  while (line.children.length > at) line.lastChild.remove();
  const label = failures === 0 ? "no failure" : failures === 1 ? "1 failure" : failures + " failures";
  if (line.ariaLabel !== label) line.ariaLabel = label;
}
