"use strict";
// Shows a host by its API, /v1. What comes from it is only ever set as text.

const WINDOW = 10 * 60 * 1000;
const PAUSE = 1000;
const LINES = 500;
const at = id => document.getElementById(id);
const runs = new Map();
let token = sessionStorage.getItem("token") || "";
let session = 0;

async function ask(path, body) {
  const answer = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: "Bearer " + token, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.ok) return answer;
  const wrong = await answer.json();
  const error = new Error([wrong.primary, wrong.detail, wrong.hint].filter(Boolean).join("\n"));
  error.status = answer.status;
  throw error;
}

const get = async path => (await ask(path)).json();

function time(ms) {
  const s = Math.floor(ms / 1000);
  if (s < 1) return ms + " ms";
  if (s < 60) return s + " s";
  if (s < 3600) return Math.floor(s / 60) + " min " + s % 60 + " s";
  if (s < 86400) return Math.floor(s / 3600) + " h " + Math.floor(s / 60) % 60 + " min";
  return Math.floor(s / 86400) + " d " + Math.floor(s / 3600) % 24 + " h";
}

function exit(of) {
  if (!of) return "";
  return of.code + " " + of.kind + (of.cause ? ": " + of.cause.split("\n")[0] : "");
}

function cell(row, text, kind) {
  const made = row.insertCell();
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

/** Rows that stay keep their element, so that nothing jumps under the mouse. */
function rows(table, things, key, fill) {
  const old = new Map([...table.rows].map(row => [row.dataset.key, row]));
  for (const thing of things) {
    const row = old.get(key(thing)) || document.createElement("tr");
    old.delete(key(thing));
    row.dataset.key = key(thing);
    fill(row, thing);
    table.append(row);
  }
  for (const row of old.values()) row.remove();
}

function doing(worker) {
  const progress = worker.progress_total > 0
    ? worker.progress_done + " of " + worker.progress_total : "";
  return [worker.activity, progress, worker.wait_event && "waits: " + worker.wait_event]
    .filter(Boolean).join(", ");
}

function showWorker(row, worker) {
  const button = row.querySelector("button") || action(worker);
  button.disabled = worker.state === "finished";
  row.replaceChildren();
  cell(row, worker.pid || "", "number");
  cell(row, worker.name).title = worker.handle;
  cell(row, worker.library + (worker.version ? "@" + worker.version : ""));
  const state = worker.state + (worker.state === "running" && !worker.ready ? ", not ready" : "");
  cell(row, state, "state " + worker.state.split(" ")[0]);
  cell(row, worker.since_ms === undefined ? "" : time(worker.since_ms), "number");
  cell(row, worker.starts, "number");
  cell(row, doing(worker), "faint");
  cell(row, exit(worker.last_exit), "faint");
  const line = document.createElement("div");
  line.className = "line";
  drawRuns(line, runs.get(worker.handle) || []);
  row.insertCell().append(line);
  row.insertCell().append(button);
}

function action(worker) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Terminate";
  button.setAttribute("aria-label", "Terminate " + worker.name);
  button.addEventListener("click", () => {
    at("question").textContent =
      "Terminate “" + worker.name + "”? It is asked to end, and is not started again.";
    at("sure").returnValue = "no";
    at("sure").onclose = () => {
      if (at("sure").returnValue === "yes") act("/v1/workers/" + worker.handle + "/terminate", {});
    };
    at("sure").showModal();
  });
  return button;
}

async function act(path, body) {
  at("message").textContent = "";
  try {
    await ask(path, body);
    await look(session);
    return true;
  } catch (wrong) {
    at("message").textContent = wrong.message;
    return false;
  }
}

/** Pieces of a worker's life: from, to (open if it goes on), and what it was. */
function note(event) {
  if (!event.handle) return;
  const life = runs.get(event.handle) || [];
  runs.set(event.handle, life);
  const when = Date.parse(event.time);
  const last = life[life.length - 1];
  if (last && last.to === undefined && event.event !== "ready") last.to = when;
  if (event.event === "started") life.push({ from: when, what: "run" });
  if (event.event === "restart due") life.push({ from: when, what: "wait" });
  if (event.event === "exited") {
    const failed = event.exit.kind === "threw" || event.exit.kind === "crashed";
    life.push({ from: when, to: when, what: failed ? "crash" : "stop", why: exit(event.exit) });
  }
  if (event.event === "unregistered") setTimeout(() => runs.delete(event.handle), WINDOW);
  while (life.length > 200) life.shift();
}

function drawRuns(line, life) {
  const now = Date.now();
  for (const piece of life) {
    const to = piece.to === undefined ? now : piece.to;
    if (to < now - WINDOW) continue;
    const mark = document.createElement("i");
    mark.className = piece.what;
    const from = Math.max(piece.from, now - WINDOW);
    mark.style.left = 100 * (1 - (now - from) / WINDOW) + "%";
    if (piece.what === "run" || piece.what === "wait") {
      mark.style.width = 100 * (to - from) / WINDOW + "%";
    }
    mark.title = piece.why || piece.what + ", " + time(to - piece.from);
    line.append(mark);
  }
}

async function look(of) {
  const [host, workers, libraries] =
    await Promise.all([get("/v1/status"), get("/v1/workers?all=true"), get("/v1/libraries")]);
  if (of !== session) return;
  at("host").textContent = host.version + ", process " + host.pid + ", " + host.state
    + ", database " + host.database + ", " + host.workers + " of "
    + host.max_worker_processes + " slots";
  const shown = workers.filter(one => !one.own
    && (one.state !== "finished" || one.since_ms < WINDOW)).slice(-200);
  rows(at("workers"), shown, one => one.handle, showWorker);
  rows(at("libraries"), libraries, one => one.entry, (row, one) => {
    row.replaceChildren();
    cell(row, one.name || one.entry.split("/").pop());
    cell(row, one.version);
    cell(row, one.state, "state " + one.state.split(" ")[0]);
    cell(row, one.reason, "faint");
  });
}

/** Reads lines of JSON for as long as they come. */
async function follow(path, of, take) {
  const reader = (await ask(path)).body.pipeThrough(new TextDecoderStream()).getReader();
  let begun = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (of !== session) return reader.cancel();
    if (done) return;
    const lines = (begun + value).split("\n");
    begun = lines.pop();
    for (const line of lines) if (line) take(JSON.parse(line));
  }
}

function log(message) {
  const box = at("log");
  const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 20;
  const text = message.missed ? "… " + message.missed + " messages are missing"
    : message.time + " [" + message.pid + "] " + message.severity + ":  " + message.primary
      + (message.detail && "\n    " + message.detail.replaceAll("\n", "\n    "))
      + (message.hint && "\n    " + message.hint);
  box.append(text + "\n");
  while (box.childNodes.length > LINES) box.firstChild.remove();
  if (atEnd) box.scrollTop = box.scrollHeight;
}

const pause = ms => new Promise(done => setTimeout(done, ms));

/** Looks again and again; a host that is away is waited for. */
async function live() {
  const mine = ++session;
  const streams = [];
  while (mine === session) {
    try {
      await look(mine);
      if (streams.length === 0) {
        runs.clear();
        at("log").replaceChildren();
        streams.push(follow("/v1/events?follow=true", mine, note),
          follow("/v1/log?follow=true", mine, log));
        Promise.race(streams).catch(() => {}).then(() => { streams.length = 0; });
      }
      at("enter").hidden = true;
      at("all").hidden = false;
      at("leave").hidden = false;
    } catch (wrong) {
      if (wrong.status === 401) return leave(wrong.message);
      at("host").textContent = "the host does not answer: " + wrong.message;
    }
    await pause(PAUSE);
  }
}

function leave(why) {
  session++;
  token = "";
  sessionStorage.removeItem("token");
  at("enter").hidden = false;
  at("all").hidden = true;
  at("leave").hidden = true;
  at("host").textContent = why || "not connected";
}

at("enter").addEventListener("submit", event => {
  event.preventDefault();
  token = at("token").value.trim();
  at("token").value = "";
  sessionStorage.setItem("token", token);
  live();
});
at("leave").addEventListener("click", () => leave(""));
at("register").addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target;
  const words = new FormData(form);
  const body = { library: words.get("library"), function: words.get("function"),
    main_arg: Number(words.get("main_arg")) };
  if (words.get("name")) body.name = words.get("name");
  if (words.get("database")) body.flags = ["shmem_access", "backend_database_connection"];
  if (await act("/v1/workers", body)) form.reset();
});
if (token) live();
