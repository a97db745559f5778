// The page of a graph. Text of articles reaches the document as text nodes only: nothing here sets innerHTML.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { actors, claims, groups, kinds, relations, texts, lang } = data;
  const $ = (id) => document.getElementById(id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = calm ? false : { duration: 450, easingFunction: "easeInOutQuad" };
  const byId = new Map(actors.map((actor, i) => [actor.id, i]));
  const DAY = 86400000;
  const PAGE = 60; // claims shown at once
  const [INK, FAINT, UNSEEN, GROUND] = ["#1d2430", "rgba(29,36,48,.16)", "rgba(0,0,0,0)", "#f6f6f3"];
  const crowded = groups.length > 300;

  // ---- small tools ------------------------------------------------------------------------------------------------

  function el(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
      else if (name in element && name !== "role") element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const OUTLINES = {
    dot: "M0-8.5A8.5 8.5 0 1 1 0 8.5A8.5 8.5 0 1 1 0-8.5Z",
    square: "M-7.5-7.5H7.5V7.5H-7.5Z",
    triangle: "M0-9L9 7H-9Z",
    triangleDown: "M0 9L9-7H-9Z",
    diamond: "M0-9.5L9.5 0L0 9.5L-9.5 0Z",
    hexagon: "M-9 0L-4.5-8H4.5L9 0L4.5 8H-4.5Z",
    star: "M0-10L2.6-3.2 9.8-3 4.1 1.3 6.2 8.3 0 4.2-6.2 8.3-4.1 1.3-9.8-3-2.6-3.2Z",
  };

  function shape(kind, hollow) {
    const look = kinds[kind] || kinds.Other;
    const path = svg("path", { d: OUTLINES[look.shape], fill: hollow ? "#fff" : look.color });
    if (hollow) { path.setAttribute("stroke", look.color); path.setAttribute("stroke-width", "2.5"); }
    return svg("svg", { viewBox: "-11 -11 22 22", class: "shape", "aria-hidden": "true" }, path);
  }

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const number = new Intl.NumberFormat(lang);
  const many = (n, word) => `${number.format(n)} ${texts[word + (n === 1 ? "_1" : "s_n")]}`;
  const distinct = (list) => new Set(list.map((claim) => claim.event)).size;
  const real = (claim) => claim.polarity !== "negated" && claim.polarity !== "hypothetical";
  const side = (type) => (relations[type].sign < 0 ? "minus" : "plus");
  const actorName = (id) => (byId.has(id) ? actors[byId.get(id)].name : id);

  const FORMATS = {
    4: { year: "numeric" }, 7: { year: "numeric", month: "long" }, 10: { year: "numeric", month: "long", day: "numeric" },
  };

  function dateText(date, month = "long") {
    const format = FORMATS[date.length], day = Date.parse(date);
    if (!format || Number.isNaN(day)) return date;
    return new Intl.DateTimeFormat(lang, { ...format, ...(format.month ? { month } : {}), timeZone: "UTC" }).format(day);
  }

  function days(date) { // the first and last day that an ISO prefix covers
    const first = Date.parse(date || "");
    if (Number.isNaN(first)) return null;
    const end = new Date(first);
    if (date.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
    else if (date.length === 7) end.setUTCMonth(end.getUTCMonth() + 1);
    else return [first / DAY, first / DAY];
    return [first / DAY, end / DAY - 1];
  }

  claims.forEach((claim) => { claim.days = days(claim.date); });
  const claimsOf = groups.map(() => []);
  claims.forEach((claim) => claimsOf[claim.group].push(claim));

  // ---- state: what is filtered, what is in focus -------------------------------------------------------------------

  const state = {
    types: new Set(Object.keys(relations)), since: -Infinity, until: Infinity, undated: true,
    labels: groups.length <= 90, actor: null, group: null, hover: null,
    visible: groups.map(() => []), // the claims of each line that pass the filters
  };

  function passes(claim) {
    if (!claim.days) return state.undated;
    return claim.days[1] >= state.since && claim.days[0] <= state.until;
  }

  function applyFilters() {
    state.visible = groups.map((group, i) => (state.types.has(group.type) ? claimsOf[i].filter(passes) : []));
    summary();
    paint();
    panel();
  }

  function summary() {
    const shown = state.visible.flat();
    const people = new Set(groups.flatMap((g, i) => (state.visible[i].length ? [data.edges[i].from, data.edges[i].to] : [])));
    const all = shown.length === claims.length;
    const parts = all ? [many(actors.length, "actor"), many(distinct(claims), "event"), many(claims.length, "claim")]
      : [many(people.size, "actor"), many(distinct(shown), "event"),
        `${number.format(shown.length)} ${texts.of} ${many(claims.length, "claim")}`];
    if (data.total > actors.length) parts[0] += ` (${texts.busiest} ${number.format(data.total)})`;
    const dates = shown.map((claim) => claim.date).filter(Boolean).sort();
    if (dates.length) {
      const [first, last] = [dateText(dates[0]), dateText(dates[dates.length - 1])];
      parts.push(first === last ? first : `${first} – ${last}`);
    }
    $("summary").textContent = parts.join("  ·  ");
  }

  // ---- the network -------------------------------------------------------------------------------------------------

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  let network = null;

  function neighbourhood() { // the actors and lines in focus, or null when nothing is
    const { actor, group } = state;
    if (actor === null && group === null) return null;
    const near = new Set(actor === null ? [data.edges[group].from, data.edges[group].to] : [actor]);
    const lines = new Set();
    groups.forEach((_, i) => {
      const { from, to } = data.edges[i];
      if (group !== null ? i !== group : from !== actor && to !== actor) return;
      if (!state.visible[i].length) return;
      lines.add(i); near.add(from); near.add(to);
    });
    return { near, lines };
  }

  function paint() {
    const focus = neighbourhood();
    const seen = new Set(), tied = new Set();
    edges.update(data.edges.map((edge, i) => {
      const shown = state.visible[i], n = distinct(shown);
      tied.add(edge.from).add(edge.to);
      if (shown.length) seen.add(edge.from).add(edge.to);
      const lit = !focus || focus.lines.has(i);
      const labelled = (state.labels && lit) || (focus && lit) || state.hover === i;
      return {
        id: i, hidden: !shown.length, width: Math.min(1.3 + 1.5 * Math.log2(Math.max(n, 1)), 9),
        label: labelled ? groups[i].label + (n > 1 ? ` ×${n}` : "") : " ",
        color: { ...edge.color, opacity: !lit ? (crowded ? 0.035 : 0.09) : crowded && !focus ? 0.45 : 0.85 },
        font: { ...edge.font, color: lit ? edge.color.color : UNSEEN, strokeColor: lit ? GROUND : UNSEEN },
      };
    }));
    nodes.update(data.nodes.map((node, i) => {
      const lit = !focus || focus.near.has(i);
      const strong = i === state.actor;
      return {
        id: i, hidden: tied.has(i) && !seen.has(i) && i !== state.actor, opacity: lit ? 1 : 0.16,
        borderWidth: strong ? 3.5 : node.borderWidth,
        font: { ...node.font, color: lit ? INK : crowded ? UNSEEN : FAINT, strokeColor: lit ? GROUND : UNSEEN },
      };
    }));
    $("empty").hidden = actors.length > 0;
  }

  function shownNodes() {
    return nodes.get({ filter: (node) => !node.hidden }).map((node) => node.id);
  }

  function draw() {
    network = new vis.Network($("network"), { nodes, edges }, data.options);
    $("settling").hidden = false;
    network.on("stabilizationProgress", ({ iterations, total }) => {
      $("progress").style.width = `${Math.round((100 * iterations) / total)}%`;
    });
    network.once("stabilizationIterationsDone", settled);
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      if (node !== undefined) select({ actor: node });
      else select({ group: edge === undefined ? null : edge });
    });
    network.on("hoverNode", ({ node, pointer }) => tip(actorTip(node), pointer.DOM));
    network.on("hoverEdge", ({ edge, pointer }) => { hoverLabel(edge); tip(groupTip(edge), pointer.DOM); });
    for (const event of ["blurNode", "blurEdge", "dragStart", "zoom", "click"]) network.on(event, () => { tip(null); hoverLabel(null); });
  }

  function settled() {
    network.setOptions({ physics: false });
    network.fit({ nodes: shownNodes() });
    network.once("afterDrawing", () => { spread(); network.fit({ nodes: shownNodes() }); ready(); }); // names are measured by then
    network.redraw();
  }

  function spread(gap = 7, passes = 60) { // push apart actors whose names overlap, each way by the shorter move
    const boxes = data.nodes.map(({ id }) => {
      const { left, right, top, bottom } = network.getBoundingBox(id), { x, y } = network.getPosition(id);
      return { x, y, dx: (left + right) / 2 - x, dy: (top + bottom) / 2 - y, w: right - left + gap, h: bottom - top + gap };
    });
    if (boxes.length > 300) return;
    for (let moved = true, pass = 0; moved && pass < passes; pass += 1) {
      moved = false;
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
        const x = b.x + b.dx - a.x - a.dx, y = b.y + b.dy - a.y - a.dy;
        const overX = (a.w + b.w) / 2 - Math.abs(x), overY = (a.h + b.h) / 2 - Math.abs(y);
        if (overX <= 0 || overY <= 0) return;
        moved = true;
        if (overX < overY) { const step = (x < 0 ? -overX : overX) / 2; a.x -= step; b.x += step; }
        else { const step = (y < 0 ? -overY : overY) / 2; a.y -= step; b.y += step; }
      }));
    }
    boxes.forEach(({ x, y }, i) => network.moveNode(i, x, y));
  }

  function ready() {
    $("settling").hidden = true;
    document.documentElement.dataset.settled = "yes";
    const wanted = byId.get(decode(location.hash.slice(1)));
    if (wanted !== undefined) select({ actor: wanted, jump: true });
  }

  function decode(text) {
    try { return decodeURIComponent(text); } catch { return text; }
  }

  function hoverLabel(edge) {
    if (state.hover === edge) return;
    const [before, now] = [state.hover, edge];
    state.hover = edge;
    if (state.labels || neighbourhood()) return;
    const text = (i) => groups[i].label + (distinct(state.visible[i]) > 1 ? ` ×${distinct(state.visible[i])}` : "");
    if (before !== null) edges.update({ id: before, label: " " });
    if (now !== null) edges.update({ id: now, label: text(now) });
  }

  function jumpTo(actor) { // to the actor and its neighbours, or where these are many, to the actor
    const near = [...neighbourhood().near];
    if (near.length > 1 && near.length <= 40) network.fit({ nodes: near, maxZoomLevel: 1.15, animation });
    else network.focus(actor, { scale: Math.max(network.getScale(), 0.9), animation });
  }

  function select({ actor = null, group = null, jump = false }) {
    if (actor === state.actor && group === state.group && !jump) return;
    Object.assign(state, { actor, group, hover: null });
    network?.setSelection({ nodes: actor === null ? [] : [actor], edges: group === null ? [] : [group] }, { highlightEdges: false });
    paint();
    panel();
    $("panel").scrollTop = 0;
    try { history.replaceState(null, "", actor === null ? location.pathname : `#${encodeURIComponent(actors[actor].id)}`); } catch { /* not allowed here */ }
    if (jump && network && actor !== null) jumpTo(actor);
  }

  // ---- tooltips ----------------------------------------------------------------------------------------------------

  function tip(content, at) {
    const box = $("tip"), stage = $("stage").getBoundingClientRect();
    box.hidden = !content;
    if (!content) return;
    box.replaceChildren(...content);
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(at.x + 16, stage.width - width - 8))}px`;
    box.style.top = `${Math.max(8, at.y + 18 + height > stage.height ? at.y - height - 14 : at.y + 18)}px`;
  }

  function linesOf(actor) {
    return groups.map((_, i) => i).filter((i) => state.visible[i].length && (data.edges[i].from === actor || data.edges[i].to === actor));
  }

  function actorTip(i) {
    const actor = actors[i], mine = linesOf(i).flatMap((g) => state.visible[g]);
    return [
      el("h3", { textContent: actor.name }),
      el("div", { className: "meta", textContent: [texts.kind[actor.kind] || actor.kind, actor.id, many(distinct(mine), "event")].filter(Boolean).join("  ·  ") }),
      actor.provisional ? el("div", { className: "meta", textContent: texts.provisional }) : null,
    ].filter(Boolean);
  }

  function short(text, length = 220) {
    const folded = text.replace(/\s+/g, " ").trim();
    return folded.length > length ? `${folded.slice(0, length - 1)}…` : folded;
  }

  function groupTip(i) {
    const shown = state.visible[i], said = shown.slice(0, 3).map((claim) => {
      const meta = [claim.date ? dateText(claim.date) : texts.no_date, ...badges(claim).map((badge) => badge.text)];
      return el("div", { className: "said" }, el("div", { className: "meta", textContent: meta.join("  ·  ") }),
        claim.quote ? el("q", { textContent: short(claim.quote) }) : null);
    });
    const rest = el("div", { className: "more", textContent: shown.length > 3 ? `+ ${number.format(shown.length - 3)}, ${texts.click_more}` : "" });
    return [el("h3", {}, ...phrase(i, false)), ...said, rest];
  }

  // ---- the panel ---------------------------------------------------------------------------------------------------

  function badges(claim) {
    const found = ["future", "negated", "hypothetical"].filter((p) => claim.polarity === p).map((p) => ({ text: texts[p] }));
    if (claim.speaker) found.push({ text: `${texts.says} ${actorName(claim.speaker)}`, said: true });
    return found;
  }

  function phrase(i, linked = true) { // France accuses Syria
    const { from, to } = data.edges[i];
    const end = (a) => (linked && a !== state.actor
      ? el("button", { type: "button", textContent: actors[a].name, on: { click: (event) => { event.preventDefault(); select({ actor: a, jump: true }); } } })
      : el("span", { textContent: actors[a].name }));
    return [end(from), " ", el("span", { className: `verb ${side(groups[i].type)}`, textContent: groups[i].label }), " ", end(to)];
  }

  function quoted(claim) {
    const text = claim.quote || "";
    if (!text) return el("blockquote", { className: "none", textContent: texts.no_quote });
    const at = claim.trigger ? text.indexOf(claim.trigger) : -1;
    if (at < 0) return el("blockquote", { textContent: text });
    const end = at + claim.trigger.length;
    return el("blockquote", {}, text.slice(0, at), el("mark", { textContent: text.slice(at, end) }), text.slice(end));
  }

  function articleLink(id) {
    // Only an address of the web becomes a link: "javascript:" and the like stay text.
    if (!/^https?:\/\/[^\s]+$/i.test(id)) return el("span", { textContent: id });
    return el("a", { href: id, target: "_blank", rel: "noopener noreferrer", textContent: id });
  }

  function card(claim) {
    const facts = [];
    const fact = (name, ...value) => facts.push(el("dt", { textContent: name }), el("dd", {}, ...value));
    if (claim.article) fact(texts.article, articleLink(claim.article));
    if (claim.reported) fact(texts.reported, dateText(claim.reported));
    if (claim.confidence !== undefined) fact(texts.confidence, `${Math.round(100 * claim.confidence)} %`);
    const { from, to } = data.edges[claim.group], [a, b] = [claim.source_text || "", claim.target_text || ""];
    if ((a || b) && (a !== actors[from].name || b !== actors[to].name)) fact(texts.written, `${a || "?"} → ${b || "?"}`);
    const when = el("time", { textContent: claim.date ? dateText(claim.date) : texts.no_date });
    const marks = badges(claim).map((badge) => el("span", { className: badge.said ? "badge said" : "badge", textContent: badge.text }));
    return el("article", { className: "claim" }, el("div", { className: "when" }, when, ...marks), quoted(claim), el("dl", {}, ...facts));
  }

  function cards(list) { // a page of claims at a time
    const box = el("div");
    const more = (from) => {
      box.append(...list.slice(from, from + PAGE).map(card));
      if (from + PAGE < list.length) {
        const button = el("button", { type: "button", className: "more-button", textContent: `${texts.more} (${number.format(list.length - from - PAGE)})` });
        button.addEventListener("click", () => { button.remove(); more(from + PAGE); });
        box.append(button);
      }
    };
    more(0);
    return box;
  }

  function unfolding(i, open) {
    const shown = state.visible[i];
    const times = distinct(shown) > 1 ? `×${distinct(shown)}` : "";
    const details = el("details", { open }, el("summary", {}, el("span", { className: "phrase" }, ...phrase(i)), el("span", { className: "times", textContent: times })));
    const fill = () => { if (details.open && details.childElementCount === 1) details.append(cards(shown)); };
    details.addEventListener("toggle", fill);
    fill();
    return details;
  }

  const stat = (n, word, className = "") => el("div", { className: `stat ${className}` }, el("strong", { textContent: number.format(n) }), word);
  const back = () => el("button", { type: "button", className: "back", textContent: `← ${texts.back}`, on: { click: () => select({}) } });

  function tally(lines) {
    const sum = (sign) => distinct(lines.filter((g) => Math.sign(relations[groups[g].type].sign) === sign).flatMap((g) => state.visible[g].filter(real)));
    return { plus: sum(1), minus: sum(-1) };
  }

  function actorPanel(i) {
    const actor = actors[i];
    const lines = linesOf(i).sort((a, b) => distinct(state.visible[b]) - distinct(state.visible[a]) || a - b);
    const { plus, minus } = tally(lines);
    const facts = [texts.kind[actor.kind] || actor.kind, actor.id, actor.country === actor.id ? "" : actor.country, actor.provisional ? texts.provisional : ""].filter(Boolean).join("  ·  ");
    const also = actor.names.filter((name) => name !== actor.name);
    return [
      back(), el("h2", {}, shape(actor.kind, actor.provisional), el("span", { textContent: actor.name })),
      el("p", { className: "facts" }, facts, also.length ? el("br") : "", also.length ? `${texts.known_as} ${also.slice(0, 6).join(", ")}` : ""),
      el("div", { className: "stats" }, stat(plus, texts.cooperation, "plus"), stat(minus, texts.conflict, "minus")),
      ...(lines.length ? lines.map((g, n) => unfolding(g, n < 2 || lines.length < 5)) : [el("p", { className: "hint", textContent: texts.not_shown })]),
    ];
  }

  function groupPanel(i) {
    const shown = state.visible[i];
    return [
      back(), el("h2", {}, el("span", { className: "phrase" }, ...phrase(i))),
      el("p", { className: "facts", textContent: `${many(distinct(shown), "event")}  ·  ${many(shown.length, "claim")}` }),
      cards(shown),
    ];
  }

  function overview() {
    const perActor = actors.map(() => []);
    groups.forEach((_, g) => {
      if (!state.visible[g].length) return;
      perActor[data.edges[g].from].push(g);
      if (data.edges[g].to !== data.edges[g].from) perActor[data.edges[g].to].push(g);
    });
    const rows = actors.map((actor, i) => ({ actor, i, ...tally(perActor[i]), any: perActor[i].length }))
      .filter(({ any }) => any || claims.length === 0)
      .sort((a, b) => b.plus + b.minus - a.plus - a.minus || a.i - b.i);
    const most = Math.max(1, ...rows.map((row) => row.plus + row.minus));
    const list = el("div");
    const more = (from) => {
      list.append(...rows.slice(from, from + 200).map((row) => overviewRow(row, most)));
      if (from + 200 < rows.length) {
        const button = el("button", { type: "button", className: "more-button", textContent: texts.more });
        button.addEventListener("click", () => { button.remove(); more(from + 200); });
        list.append(button);
      }
    };
    more(0);
    return [el("h2", { textContent: texts.overview }), el("p", { className: "hint", textContent: rows.length ? texts.overview_hint : texts.not_shown }), list];
  }

  function overviewRow({ actor, i, plus, minus }, most) {
    const part = (n, name) => { const bar = el("i", { className: name }); bar.style.width = `${(100 * n) / most}%`; return bar; };
    return el("button", { type: "button", className: "row", title: actor.name, on: { click: () => select({ actor: i, jump: true }) } },
      shape(actor.kind, actor.provisional), el("span", { className: "who", textContent: actor.name }),
      el("span", { className: "bar" }, part(plus, "plus"), part(minus, "minus")), el("span", { className: "count", textContent: number.format(plus + minus) }));
  }

  function panel() {
    const content = state.actor !== null ? actorPanel(state.actor) : state.group !== null ? groupPanel(state.group) : overview();
    $("panel").replaceChildren(...content);
  }

  // ---- search ------------------------------------------------------------------------------------------------------

  function search() {
    const box = $("search"), list = $("found");
    const keys = actors.map((actor) => [actor.name, actor.id, ...actor.names].map(fold));
    let hits = [], at = 0;
    const close = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); };
    const mark = () => [...list.children].forEach((li, n) => {
      li.setAttribute("aria-selected", String(n === at && hits.length > 0));
      if (n === at) box.setAttribute("aria-activedescendant", li.id);
    });
    const choose = (n) => { if (hits[n] === undefined) return; box.value = actors[hits[n]].name; close(); select({ actor: hits[n], jump: true }); };
    const find = () => {
      const wanted = fold(box.value.trim());
      if (!wanted) { hits = []; close(); return; }
      const rank = (i) => Math.min(...keys[i].map((key) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(wanted) ? 2 : 9)));
      hits = actors.map((_, i) => [rank(i), -data.nodes[i].size, i]).filter(([r]) => r < 9)
        .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 9).map(([, , i]) => i);
      at = 0;
      list.replaceChildren(...hits.map((i, n) => el("li", { id: `hit-${n}`, role: "option", on: { pointerdown: (event) => { event.preventDefault(); choose(n); } } },
        shape(actors[i].kind, actors[i].provisional), el("span", { textContent: actors[i].name }), el("span", { className: "code", textContent: actors[i].id }))));
      if (!hits.length) list.append(el("li", { className: "none", textContent: texts.nothing_found }));
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
      mark();
    };
    box.addEventListener("input", find);
    box.addEventListener("focus", find);
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") choose(at);
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") { at = Math.max(0, Math.min(hits.length - 1, at + (event.key === "ArrowDown" ? 1 : -1))); mark(); }
      else if (event.key === "Escape") { box.value = ""; close(); select({}); }
      else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) { event.preventDefault(); box.focus(); }
      else if (event.key === "Escape" && document.activeElement !== box) select({});
    });
  }

  // ---- filters -----------------------------------------------------------------------------------------------------

  function typeFilters() {
    const counts = new Map();
    claims.forEach((claim) => { const { type } = groups[claim.group]; counts.set(type, (counts.get(type) || new Set()).add(claim.event)); });
    const boxes = new Map();
    const tick = (label, count, className, change) => {
      const input = el("input", { type: "checkbox", checked: true, on: { change: () => { change(input.checked); sync(); applyFilters(); } } });
      return [input, el("label", { className: `check ${className}` }, input, el("span", { textContent: label }), el("b", { textContent: count }))];
    };
    const set = (types, on) => types.forEach((type) => (on ? state.types.add(type) : state.types.delete(type)));
    const heads = [];
    const sync = () => {
      boxes.forEach((input, type) => { input.checked = state.types.has(type); });
      heads.forEach(([input, types]) => {
        const on = types.filter((type) => state.types.has(type)).length;
        input.checked = on > 0;
        input.indeterminate = on > 0 && on < types.length;
      });
    };
    for (const [sign, name] of [[1, "plus"], [-1, "minus"]]) {
      const types = Object.keys(relations).filter((type) => (relations[type].sign < 0 ? -1 : 1) === sign)
        .sort((a, b) => counts.get(b).size - counts.get(a).size || (a < b ? -1 : 1));
      if (!types.length) continue;
      const [head, headRow] = tick(sign > 0 ? texts.cooperation : texts.conflict, "", `sign ${name}`, (on) => set(types, on));
      heads.push([head, types]);
      $("types").append(headRow);
      for (const type of types) {
        const [input, row] = tick(relations[type].label, number.format(counts.get(type).size), `type ${name}`, (on) => set([type], on));
        input.value = type;
        boxes.set(type, input);
        $("types").append(row);
      }
    }
    const everything = (on) => () => { set(Object.keys(relations), on); sync(); applyFilters(); };
    $("all").addEventListener("click", everything(true));
    $("none").addEventListener("click", everything(false));
  }

  function dateFilter() {
    const dated = claims.filter((claim) => claim.days);
    if (!dated.length) return;
    const first = Math.min(...dated.map((claim) => claim.days[0])), last = Math.max(...dated.map((claim) => claim.days[1]));
    if (first === last) return;
    $("dates").hidden = false;
    const ends = [$("since"), $("until")];
    ends.forEach((input, n) => { Object.assign(input, { min: first, max: last, step: 1, value: n ? last : first }); });
    const undated = claims.length - dated.length;
    $("undated-row").hidden = !undated;
    $("undated-count").textContent = number.format(undated);
    histogram(dated, first, last);
    let waiting = false;
    const show = () => {
      const [a, b] = [Math.min(...ends.map((i) => +i.value)), Math.max(...ends.map((i) => +i.value))];
      const share = (day) => (100 * (day - first)) / (last - first);
      const day = (n) => dateText(new Date(n * DAY).toISOString().slice(0, 10), "short");
      $("since-text").textContent = day(a);
      $("until-text").textContent = day(b);
      Object.assign($("window").style, { left: `${share(a)}%`, right: `${100 - share(b)}%` });
      for (const bar of $("histogram").children) bar.classList.toggle("out", +bar.dataset.last < a || +bar.dataset.first > b);
      [state.since, state.until] = [a === first ? -Infinity : a, b === last ? Infinity : b];
    };
    const change = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; show(); applyFilters(); });
    };
    ends.forEach((input) => input.addEventListener("input", change));
    $("undated").addEventListener("change", () => { state.undated = $("undated").checked; applyFilters(); });
    show();
  }

  function histogram(dated, first, last) {
    const bins = Math.min(36, last - first + 1), width = (last - first + 1) / bins;
    const heights = Array.from({ length: bins }, () => ({ plus: 0, minus: 0 }));
    const seen = new Set();
    for (const claim of dated) { // an event counts once, in the middle of the days its date covers
      if (seen.has(claim.event)) continue;
      seen.add(claim.event);
      const middle = (claim.days[0] + claim.days[1]) / 2;
      heights[Math.min(bins - 1, Math.floor((middle - first) / width))][side(groups[claim.group].type)] += 1;
    }
    const most = Math.max(...heights.map((bin) => bin.plus + bin.minus));
    heights.forEach((bin, n) => {
      let y = 28;
      for (const name of ["plus", "minus"]) {
        const height = (27 * bin[name]) / most;
        y -= height;
        if (!height) continue;
        const bar = svg("rect", { class: name, x: (100 * n) / bins + 0.2, y, width: 100 / bins - 0.4, height });
        Object.assign(bar.dataset, { first: first + n * width, last: first + (n + 1) * width - 1 });
        $("histogram").append(bar);
      }
    });
  }

  function legend() {
    for (const [kind, look] of Object.entries(kinds)) {
      if (look.count) $("kinds").append(el("li", {}, shape(kind, false), el("span", { textContent: texts.kind[kind] || kind }), el("b", { textContent: number.format(look.count) })));
    }
    const hollow = actors.filter((actor) => actor.provisional);
    if (hollow.length) $("kinds").append(el("li", {}, shape(hollow[0].kind, true), el("span", { textContent: texts.provisional }), el("b", { textContent: number.format(hollow.length) })));
  }

  function tools() {
    const zoom = (by) => () => network.moveTo({ scale: network.getScale() * by, animation });
    $("zoom-in").addEventListener("click", zoom(1.35));
    $("zoom-out").addEventListener("click", zoom(1 / 1.35));
    $("fit").addEventListener("click", () => network.fit({ nodes: shownNodes(), animation }));
    $("image").addEventListener("click", save);
    $("labels").checked = state.labels;
    $("labels").addEventListener("change", () => { state.labels = $("labels").checked; paint(); });
    $("filters-button").addEventListener("click", () => {
      $("filters-button").setAttribute("aria-expanded", String($("filters").classList.toggle("open")));
    });
    $("stage").addEventListener("pointerdown", () => { $("filters").classList.remove("open"); $("filters-button").setAttribute("aria-expanded", "false"); });
  }

  function save() {
    const drawn = $("network").querySelector("canvas"), copy = el("canvas", { width: drawn.width, height: drawn.height });
    const context = copy.getContext("2d");
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(drawn, 0, 0);
    copy.toBlob((blob) => {
      const link = el("a", { href: URL.createObjectURL(blob), download: "actorgraph.png" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  }

  // ---- start -------------------------------------------------------------------------------------------------------

  typeFilters();
  dateFilter();
  legend();
  search();
  applyFilters();
  if (actors.length) { draw(); tools(); } else document.body.classList.add("bare");
  globalThis.actorgraph = { network, nodes, edges, data, state, select };
})();
