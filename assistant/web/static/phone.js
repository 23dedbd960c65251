// Keeps the phone up to date and sends without leaving the page. The page works without it, too: by reloading.
"use strict";

const composer = document.getElementById("composer");
const field = document.getElementById("text");
const screen = document.getElementById("screen");
const trouble = document.getElementById("trouble");
const noted = document.getElementById("noted");
const query = new URLSearchParams({ number: composer.elements.number.value, lang: composer.elements.lang.value });
const EVERY_MS = 700;

async function fragment(path) {
  const answer = await fetch(`${path}?${query}`);
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

// Only what is new or changed is touched, so that a screen reader reads each text once and a selection stays.
function show(fresh) {
  const list = document.getElementById("texts");
  const items = [...fresh.querySelectorAll("#texts > li")];
  const atEnd = screen.scrollHeight - screen.scrollTop - screen.clientHeight < 120;
  let grown = false;
  for (const item of items) {
    const old = document.getElementById(item.id);
    if (!old) {
      list.append(item);
      grown = true;
    } else if (old.outerHTML !== item.outerHTML && old.querySelector(".meta")) {
      old.querySelector(".meta").replaceWith(item.querySelector(".meta"));
    }
  }
  const ids = new Set(items.map((item) => item.id));
  for (const old of [...list.children]) if (!ids.has(old.id)) old.remove();
  if (grown && atEnd) screen.scrollTop = screen.scrollHeight;
  return grown;
}

let looking = false;
async function look() {
  if (looking || document.hidden) return;
  looking = true;
  try {
    const grown = show(await fragment("/phone/texts"));
    if (noted.open && grown) await refreshNoted();
    if (trouble.dataset.shown === "connection") say("");
  } catch {
    say("connection", trouble.dataset.noConnection);
  } finally {
    looking = false;
  }
}

function say(kind, words = "") {
  trouble.dataset.shown = kind;
  if (trouble.textContent !== words) trouble.textContent = words;
}

async function refreshNoted() {
  const fresh = await fragment("/phone/noted");
  document.getElementById("noted-facts").replaceChildren(...fresh.childNodes);
}

async function send(photo) {
  const form = new URLSearchParams(new FormData(composer));
  if (photo) form.set("photo", "1");
  const written = field.value;
  field.value = "";
  try {
    const answer = await fetch("/phone/send", { method: "POST", body: form, headers: { accept: "application/json" } });
    if (answer.status === 503) say("taken", trouble.dataset.notTaken);
    else if (!answer.ok) throw new Error(`answer ${answer.status}`);
    else say("");
  } catch {
    field.value = written;
    say("connection", trouble.dataset.noConnection);
  }
  screen.scrollTop = screen.scrollHeight;
  await look();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.submitter !== null && event.submitter.name === "photo");
  field.focus();
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit(composer.querySelector("button.main"));
  }
});
noted.addEventListener("toggle", () => {
  if (noted.open) refreshNoted().catch(() => say("connection", trouble.dataset.noConnection));
});
screen.scrollTop = screen.scrollHeight;
setInterval(look, EVERY_MS);
