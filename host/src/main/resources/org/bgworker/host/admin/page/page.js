// Shows a host by its API, /v1.

import { clearAll, clearLog, say, showLibraries, showLog, showWorkers } from "./tables.js";
import { forgetLives, note } from "./timeline.js";

const PAUSE = 1000;
const PAUSE_AWAY = 3000;
const PATIENCE = 30 * 1000;

/** Streams say something every five seconds, be it nothing; one that does not is dead. */
const SILENCE = 20 * 1000;

const at = id => document.getElementById(id);
let token = sessionStorage.getItem("token") || "";

/** Is ended with the token: nothing that was asked for with another one is shown. */
let session = new AbortController();
let looks = 0;

async function ask(path, signal, body) {
  const answer = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: "Bearer " + token, "Content-Type": "application/json" },
    body,
    signal,
  });
  if (answer.ok) return answer;
  const wrong = await answer.json().catch(() => ({ primary: "status " + answer.status }));
  const error = new Error([wrong.primary, wrong.detail, wrong.hint].filter(Boolean).join("\n"));
  error.status = answer.status;
  throw error;
}

const patient = signal => AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
const get = async (path, signal) => (await ask(path, patient(signal))).json();

/** First asks for one thing: a wrong token is one refusal. */
async function look(signal) {
  const mine = ++looks;
  const host = await get("/v1/status", signal);
  const [workers, libraries] =
    await Promise.all([get("/v1/workers?all=true", signal), get("/v1/libraries", signal)]);
  if (signal.aborted || mine !== looks) return;
  say(at("host"), [host.version, "process " + host.pid, "state " + host.state,
    "database " + host.database, host.workers + " of " + host.max_worker_processes + " slots"]
    .join(" · "));
  say(at("trouble"), host.database_reason);
  showWorkers(workers, terminate);
  showLibraries(libraries);
}

async function act(path, body, done) {
  const { signal } = session;
  const message = at("message");
  message.textContent = "";
  message.className = "";
  try {
    await ask(path, patient(signal), body);
    message.textContent = done;
    look(signal).catch(() => {}); // the next one tells what is wrong
    return true;
  } catch (wrong) {
    if (signal.aborted) return false;
    message.className = "wrong";
    message.textContent = wrong.message;
    return false;
  }
}

function terminate(worker) {
  const sure = at("sure");
  say(at("question"),
    "Terminate “" + worker.name + "”? It is asked to end, and is not started again.");
  sure.returnValue = "no";
  sure.onclose = () => {
    if (sure.returnValue !== "yes") return;
    act("/v1/workers/" + worker.handle + "/terminate", "{}",
      "“" + worker.name + "” has been asked to end.");
  };
  sure.showModal();
}

/** Each begins anew by itself when it has ended, and then with all that the host remembers. */
const STREAMS = [
  { path: "/v1/events?follow=true", begin: forgetLives, take: events => events.forEach(note) },
  { path: "/v1/log?follow=true", begin: clearLog, take: showLog },
];

/** Reads lines of JSON for as long as they come. */
async function follow(stream, signal) {
  const dead = new AbortController();
  let timer = setTimeout(() => dead.abort(), SILENCE);
  try {
    const answer = await ask(stream.path, AbortSignal.any([signal, dead.signal]));
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let begun = "";
    if (signal.aborted) return;
    stream.begin();
    for (;;) {
      const { value, done } = await reader.read();
      if (done || signal.aborted) return;
      clearTimeout(timer);
      timer = setTimeout(() => dead.abort(), SILENCE);
      const lines = (begun + value).split("\n");
      begun = lines.pop();
      const things = lines.filter(Boolean).map(line => JSON.parse(line));
      if (things.length > 0) stream.take(things);
    }
  } catch {
    // the next look tells what is wrong
  } finally {
    clearTimeout(timer);
    dead.abort(); // or a stream that brought nonsense would go on unread
  }
}

const pause = ms => new Promise(done => setTimeout(done, ms));

/** A page that nobody sees asks for nothing. */
const seen = () => new Promise(done => {
  if (document.hidden) document.addEventListener("visibilitychange", done, { once: true });
  else done();
});

function show(connected) {
  at("enter").hidden = connected;
  at("all").hidden = !connected;
  at("leave").hidden = !connected;
}

/** Looks again and again; a host that is away is waited for. */
async function live() {
  const { signal } = session;
  const running = new Set();
  while (!signal.aborted) {
    let away = false;
    try {
      await seen();
      await look(signal);
      if (signal.aborted) return;
      for (const stream of STREAMS) {
        if (running.has(stream)) continue;
        running.add(stream);
        follow(stream, signal).then(() => running.delete(stream));
      }
      show(true);
    } catch (wrong) {
      if (signal.aborted) return;
      if (wrong.status === 401) return leave(wrong.message);
      away = true;
      say(at("host"), "the host does not answer: " + wrong.message);
    }
    at("all").classList.toggle("away", away);
    await pause(away ? PAUSE_AWAY : PAUSE);
  }
}

function leave(why) {
  session.abort();
  token = "";
  sessionStorage.removeItem("token");
  at("sure").close("no");
  show(false);
  clearAll();
  forgetLives();
  say(at("host"), "not connected");
  at("refused").textContent = why;
  at("token").focus();
}

at("enter").addEventListener("submit", event => {
  event.preventDefault();
  token = at("token").value.trim();
  at("token").value = "";
  at("refused").textContent = "";
  if (!/^[!-~]+$/.test(token)) return leave("a token has letters and digits only");
  sessionStorage.setItem("token", token);
  session.abort();
  session = new AbortController();
  live();
});

at("leave").addEventListener("click", () => leave(""));

at("register").addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target;
  if (form.ariaBusy === "true") return;
  const words = new FormData(form);
  const worker = { library: words.get("library"), function: words.get("function") };
  if (words.get("name")) worker.name = words.get("name");
  if (words.get("database")) worker.flags = ["shmem_access", "backend_database_connection"];
  // an argument has 64 bits, and a number of JavaScript 53
  const argument = ',"main_arg":' + BigInt(words.get("main_arg")) + "}";
  form.ariaBusy = "true";
  const name = worker.name || worker.function;
  const body = JSON.stringify(worker).replace(/}$/, argument);
  if (await act("/v1/workers", body, "“" + name + "” is registered.")) form.reset();
  form.ariaBusy = "false";
});

if (token) live();
