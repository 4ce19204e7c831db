/** The page: what the reader does, what the engine says to it, what is shown. */

import { curve, described } from "./curve";
import type { Area, Drawing, Inks, Line } from "./curve";
import { find, make, put, save, say, show } from "./dom";
import { Engine, Stopped, Unable } from "./engine";
import { escaped } from "./paint";
import { Show, colours } from "./show";
import * as states from "./state";
import type { State } from "./state";
import type { Answer, Living, PageData, Settings } from "./types";
import { capital, clock, deeds, percent, person, reasons, short } from "./words";

const brought = states.brought();
const page: PageData = brought.page;

class Page {
  private state: State;
  private readonly past: State[] = [];
  private guess: number | null = null;
  private looked = false;
  private answer: Answer | null = null;
  private readonly living = new Engine(brought);
  private many: Engine | null = null;
  private unable = false;
  private asked = 0;
  private drawnAt = 0;
  private curveWide = 0;
  private readonly show: Show;

  constructor() {
    const opened = states.opened(page, location.hash);
    this.state = opened.state;
    this.guess = opened.guess;
    this.show = new Show(page, {
      touched: (world, who) => this.touch(world, who),
      asked: () => void this.why(),
      chosen: (who) => this.person(who),
      moved: () => this.moved(),
    });
    this.show.time = opened.time;
    addEventListener("resize", () => (this.curveWide = 0));
    this.guessing();
    this.controls();
    this.runs();
    this.takeAway();
    this.tools();
    this.friends();
    this.words();
    if (opened.remarks.length > 0) this.note(opened.remarks.join(" "));
    if (brought.recorded) this.take(brought.recorded);
    void this.begin();
  }

  /** The recorded run is there at once; the engine takes over when it is ready. */
  private async begin(): Promise<void> {
    try {
      await this.living.start();
      await this.replay(true);
    } catch (error) {
      this.without(error);
    }
    document.documentElement.dataset["ready"] = this.unable ? "recorded" : "engine";
  }

  private without(error: unknown): void {
    if (!(error instanceof Unable)) {
      this.problem(error);
      return;
    }
    this.unable = true;
    this.note(`You see a recorded run: ${error.message}. It plays, but nothing in it can be changed here.`);
    const locked = document.querySelectorAll<HTMLButtonElement | HTMLInputElement>(
      ".change input, .change select, .change button, .change textarea, #many, #toml, #csv, [name=touch]",
    );
    locked.forEach((element) => (element.disabled = true));
  }

  private note(text: string): void {
    const note = find("unable");
    note.textContent = [note.textContent, text].filter((part) => part !== "").join(" ");
    show(note, true);
  }

  private problem(error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    const problem = find("problem");
    problem.textContent = words;
    show(problem, true);
  }

  private settings(): Settings {
    return states.settings(page, this.state);
  }

  /** Runs again with what is set. Only the last question counts. */
  private async replay(quiet = false): Promise<boolean> {
    if (this.unable) return false;
    const mine = ++this.asked;
    try {
      const living = await this.living.play(this.settings());
      if (mine !== this.asked) return true;
      show(find("problem"), false);
      this.take(living);
      if (!quiet) this.show.tell();
      return true;
    } catch (error) {
      if (mine !== this.asked || error instanceof Stopped) return false;
      if (error instanceof Unable) this.without(error);
      else this.problem(error);
      return false;
    }
  }

  private take(living: Living): void {
    const names = new Map<string, number>();
    for (let who = 0; who < living.crowd.people; who++) names.set(this.nameOf(living, who), who);
    this.show.marked.touched.clear();
    for (const touch of this.state.touches) {
      const who = names.get(touch.person);
      if (who !== undefined) this.show.marked.touched.add(who);
    }
    this.show.take(living);
    this.columns(living);
    const warnings = find("warnings");
    warnings.replaceChildren(...living.warnings.map((warning) => make("li", warning)));
    show(warnings, living.warnings.length > 0);
    this.table(living);
    this.buttons();
  }

  private nameOf(living: Living, who: number): string {
    return living.crowd.names.length > 0 ? living.crowd.names[who] : String(who);
  }

  /** Changes something; it can be undone. */
  private change(edit: (state: State) => void): void {
    this.past.push(states.copied(this.state));
    edit(this.state);
    this.stale();
    this.link();
    this.fill();
    void this.replay();
  }

  /** What many runs said was of other settings. */
  private stale(): void {
    if (this.answer) {
      this.answer = null;
      show(find("answer"), false);
      for (const id of ["runs-csv", "summary-csv"]) find<HTMLButtonElement>(id).disabled = true;
    }
    if (this.many) this.stop();
  }

  private buttons(): void {
    find<HTMLButtonElement>("undo").disabled = this.past.length === 0;
    const same = JSON.stringify(this.state) === JSON.stringify(states.initial(page));
    find<HTMLButtonElement>("reset").disabled = same;
    find<HTMLButtonElement>("friends-drop").disabled = this.state.friends === null;
  }

  private link(): void {
    const hash = states.link(page, this.state, this.guess, 0);
    try {
      history.replaceState(null, "", hash);
    } catch {
      // A frame without an address of its own: the link is made when it is asked for.
    }
  }

  // ------------------------------------------------------------------ guessing

  private guessing(): void {
    const { outcome } = page;
    const voice = page.expressions[0];
    const slider = find<HTMLInputElement>("guess");
    const number = find<HTMLInputElement>("guess-number");
    const reach = outcome.share && voice && outcome.name === `${voice.name}_reach`;
    const what = reach
      ? `Of ${page.people} people, how many will have ${been(voice.did)} by the end? Your guess stays on the picture.`
      : `What will this be at the end: ${outcome.phrase}? Your guess stays on the picture.`;
    find("guess-what").textContent = what;
    find("guess-label").textContent = reach ? "Your guess, in per cent of the people" : `Your guess: ${outcome.phrase}`;
    find("guess-unit").textContent = outcome.share ? "%" : outcome.unit;
    slider.setAttribute("aria-describedby", "guess-what");
    show(slider, outcome.share);
    if (!outcome.share) {
      number.removeAttribute("min");
      number.removeAttribute("max");
      number.value = "0";
    }
    slider.addEventListener("input", () => (number.value = slider.value));
    number.addEventListener("input", () => (slider.value = number.value));
    find<HTMLFormElement>("guess-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const value = Number(number.value);
      if (number.value.trim() === "" || !Number.isFinite(value)) return;
      this.guess = outcome.share ? Math.max(0, Math.min(100, value)) / 100 : value;
      this.reveal();
    });
    find("skip-guess").addEventListener("click", () => this.reveal());
    if (this.guess !== null) this.revealed();
  }

  private reveal(): void {
    this.revealed();
    this.link();
    find("see").focus({ preventScroll: true });
    find("see").scrollIntoView({ block: "start", behavior: "auto" });
    this.show.go(0);
    this.show.play();
  }

  private revealed(): void {
    this.looked = true;
    show(find("guess-form"), false);
    const guessed = find("guessed");
    guessed.textContent = this.guess === null ? "No guess: you just look." : `You guessed ${this.said(this.guess)}: ${page.outcome.phrase}.`;
    show(guessed, true);
    this.draw();
  }

  private said(value: number): string {
    return page.outcome.share ? percent(value) : `${short(value)}${page.outcome.unit ? `\u00a0${page.outcome.unit}` : ""}`;
  }

  // ------------------------------------------------------------------ the curve and the headline

  private columns(living: Living): void {
    const select = find<HTMLSelectElement>("column");
    const wanted = select.value || page.outcome.name;
    const first = living.worlds[0].series;
    select.replaceChildren(...first.map((column) => make("option", capital(column.phrase), { value: column.name })));
    const fits = first.some((column) => column.name === wanted) ? wanted : (first.find((c) => c.name.endsWith("_reach")) ?? first[0])?.name;
    select.value = fits ?? "";
    select.onchange = () => this.draw();
    this.draw();
  }

  private moved(): void {
    // Thirty drawings of the curve and its headline a second are enough.
    const now = performance.now();
    if (this.show.playing && now - this.drawnAt < 33) return;
    this.drawnAt = now;
    this.draw();
    if (this.show.marked.chosen >= 0 && !this.show.playing) this.person(this.show.marked.chosen);
  }

  private headline(): void {
    const { living } = this.show;
    const headline = find("headline");
    if (!living) return;
    const voice = page.expressions[this.show.expression];
    const second = living.worlds[1];
    const one = this.show.counted(0);
    const parts = [`${one.reached} of ${living.crowd.people} ${voice.did}, ${one.caught} of ${one.count} ${one.count === 1 ? voice.one : voice.many} were caught`];
    if (second && this.looked) parts.push(`with the same dice ${second.label === "no imitation" ? "without imitation" : `and “${second.label}”`} ${this.show.counted(1).reached} would have`);
    put(headline, this.show.time === 0 && !this.looked ? "Guess, then watch." : `${capital(parts.join("; "))}.`);
  }

  private drawing(): Drawing | null {
    const { living } = this.show;
    const select = find<HTMLSelectElement>("column");
    if (!living || !select.value) return null;
    const name = select.value;
    const lines: Line[] = [];
    for (const world of living.worlds) {
      const column = world.series.find((series) => series.name === name);
      if (column && (this.looked || !world.null)) lines.push({ label: capital(world.label), null: world.null, times: world.times, values: column.values });
    }
    const column = living.worlds[0].series.find((series) => series.name === name);
    const scale = page.unit[1];
    const bands = (this.answer?.bands ?? []).filter((band) => band.column === name);
    const areas = bands.map((band): Area => {
      const isNull = living.worlds.some((world) => world.null && world.arm === band.arm);
      return { null: isNull, times: band.times.map((time) => time * scale), low: band.low, high: band.high };
    });
    const box = find<SVGSVGElement>("curve");
    // Asking for it while playing would lay the page out in every picture.
    if (!this.show.playing || this.curveWide === 0) this.curveWide = box.getBoundingClientRect().width;
    const width = Math.max(280, Math.floor(this.curveWide) || 600);
    return {
      lines,
      areas,
      guess: name === page.outcome.name ? this.guess : null,
      touches: this.state.touches.map((touch) => touch.at),
      share: column?.share ?? false,
      title: capital(column?.phrase ?? name),
      duration: page.duration,
      until: this.looked ? this.show.time : Math.min(this.show.time, page.duration),
      width,
      height: Math.round(Math.max(190, Math.min(300, width * 0.42))),
    };
  }

  private inks(): Inks {
    const inks = colours();
    const style = getComputedStyle(document.documentElement);
    const of = (name: string) => style.getPropertyValue(name).trim();
    return { ink: inks.ink, quiet: inks.quiet, grid: of("--grid"), with: inks.caught, null: of("--null"), guess: inks.set, ground: inks.ground };
  }

  private draw(): void {
    this.headline();
    const drawing = this.drawing();
    if (!drawing) return;
    const svg = find<SVGSVGElement>("curve");
    svg.setAttribute("viewBox", `0 0 ${drawing.width} ${drawing.height}`);
    svg.innerHTML = curve(drawing, this.inks());
    if (!this.show.playing) {
      const bands = drawing.areas.length > 0 ? " Shaded: where eight of ten runs lie." : "";
      find("curve-words").textContent = `${described(drawing)} Solid: ${drawing.lines[0]?.label.toLowerCase() ?? ""}. Dashed: what it is compared with.${bands}`;
    }
  }

  private table(living: Living): void {
    const table = find("table");
    const [caption, head, body] = [table.querySelector("caption"), table.querySelector("thead"), table.querySelector("tbody")];
    if (!caption || !head || !body) return;
    caption.textContent = `${page.title}, one run with seed ${living.seed}`;
    const columns = living.worlds.flatMap((world) => world.series.filter((c) => c.share || !/_events$|_imitated$/.test(c.name)).map((c) => ({ world, c })));
    const row = make("tr");
    row.append(make("th", "Time", { scope: "col" }), ...columns.map(({ world, c }) => make("th", `${capital(c.phrase)}, ${world.label}`, { scope: "col" })));
    head.replaceChildren(row);
    const { times } = living.worlds[0];
    const every = Math.max(1, Math.floor(times.length / 30));
    const rows: HTMLTableRowElement[] = [];
    for (let i = 0; i < times.length; i += every) {
      const line = make("tr");
      line.append(make("th", clock(times[i], page.duration), { scope: "row" }), ...columns.map(({ c }) => make("td", c.share ? percent(c.values[i]) : short(c.values[i]))));
      rows.push(line);
    }
    body.replaceChildren(...rows);
  }

  // ------------------------------------------------------------------ people

  private touch(world: number, who: number): void {
    const mode = document.querySelector<HTMLInputElement>("[name=touch]:checked")?.value ?? "make";
    this.show.marked.chosen = who;
    this.show.world = world;
    this.show.draw();
    this.person(who);
    if (mode === "make" && !this.unable) this.makeThem(who, this.show.expression);
  }

  private makeThem(who: number, expression: number): void {
    const { living } = this.show;
    if (!living) return;
    // Down, so that what is touched now is seen now.
    const at = Math.floor(this.show.time * 1000) / 1000;
    const name = this.nameOf(living, who);
    const voice = page.expressions[expression];
    if (at >= page.duration) {
      say("The run is over; go back in time first.");
      find("person-hint").textContent = "The run is over: go back in time, then touch somebody.";
      return;
    }
    const touch = { at, person: name, expression: voice.name };
    this.change((state) => {
      state.touches = [...state.touches.filter((t) => t.at !== at || t.person !== name), touch].sort((a, b) => a.at - b.at);
    });
    say(`${capital(person(living.crowd, who))} ${voice.did} at ${clock(at, page.duration)}, because of you.`);
  }

  private person(who: number): void {
    const { living } = this.show;
    const box = find("person");
    show(box, who >= 0);
    if (who < 0 || !living) return;
    const world = living.worlds[this.show.world] ?? living.worlds[0];
    const name = find("person-name");
    const title = capital(person(living.crowd, who));
    if (name.textContent !== title) {
      name.textContent = title;
      find("person-why").replaceChildren();
    }
    const make_ = find("person-make");
    make_.replaceChildren(
      ...page.expressions.map((voice, at) => {
        const button = make("button", `Make them ${verb(voice.name, voice.one)} now`, { type: "button" });
        button.disabled = this.unable;
        button.addEventListener("click", () => this.makeThem(who, at));
        return button;
      }),
    );
    const did = deeds(page, living.crowd, world, who, this.show.time);
    const list = find("person-deeds");
    list.replaceChildren(
      ...did.slice(0, 12).map((deed) => {
        const item = make("li", `${deed.text}. `);
        const why = make("button", "Why?", { type: "button", "aria-label": `Why: ${deed.text}` });
        why.disabled = this.unable;
        why.addEventListener("click", () => void this.why(deed.event));
        item.append(why);
        return item;
      }),
    );
    if (did.length === 0) list.append(make("li", `Nothing yet, ${world.label}.`));
    if (this.show.playing === false) say(`${title}. ${did[0]?.text ?? "Nothing yet"}.`);
  }

  /** Why somebody did it: the last thing that the chosen person did, unless another is named. */
  private async why(event?: number): Promise<void> {
    const { living, world, marked } = this.show;
    if (!living || marked.chosen < 0) return;
    const chosen = event ?? deeds(page, living.crowd, living.worlds[world], marked.chosen, this.show.time)[0]?.event;
    const box = find("person-why");
    if (chosen === undefined) {
      box.replaceChildren(make("p", "There is nothing to explain yet."));
      return;
    }
    box.replaceChildren(make("p", "Running it again without each face that was seen …"));
    try {
      const told = reasons(page, living.crowd, await this.living.why(this.settings(), world, chosen));
      box.replaceChildren(...told.map((line) => make("p", line)));
      say(told.join(" "));
    } catch (error) {
      box.replaceChildren(make("p", error instanceof Error ? error.message : String(error), { class: "problem" }));
    }
  }

  // ------------------------------------------------------------------ what may be changed

  private controls(): void {
    const box = find("controls");
    if (page.arms.length > 1) box.append(this.armControl());
    page.controls.forEach((control, at) => box.append(this.control(control, at)));
    const seed = find<HTMLInputElement>("seed");
    seed.addEventListener("change", () => {
      const value = Number(seed.value);
      if (!Number.isSafeInteger(value) || value < 0) {
        this.problem(new Error("the seed must be a whole number from 0 to 9007199254740991"));
        return;
      }
      this.change((state) => (state.seed = value));
    });
    find("luck").addEventListener("click", () => this.change((state) => (state.seed += 1)));
    find("undo").addEventListener("click", () => this.undo());
    find("reset").addEventListener("click", () => this.change((state) => Object.assign(state, states.initial(page))));
    this.fill();
  }

  private armControl(): HTMLElement {
    const box = make("div", "", { class: "control" });
    const select = make("select", "", { id: "arm" });
    select.append(...page.arms.map((arm) => make("option", arm, { value: arm })));
    select.addEventListener("change", () => this.change((state) => (state.arm = select.value)));
    box.append(make("label", "Version", { for: "arm" }), select);
    return box;
  }

  private control(control: PageData["controls"][number], at: number): HTMLElement {
    const box = make("div", "", { class: "control" });
    const id = `control-${at}`;
    const line = make("div", "", { class: "line" });
    line.append(make("label", capital(control.label), { for: id }), make("output", "", { class: "value", for: id, id: `${id}-value` }));
    box.append(line);
    const set = (position: number) => this.change((state) => (state.positions[at] = position));
    if (control.range) {
      const input = make("input", "", { type: "range", id, min: "0", max: String(control.positions.length - 1), step: "1" });
      input.addEventListener("input", () => this.named(control, at, Number(input.value)));
      input.addEventListener("change", () => set(Number(input.value)));
      box.append(input);
    } else {
      const select = make("select", "", { id });
      control.names.forEach((name, position) => select.append(make("option", position === control.start ? `${name} (as in the scenario)` : name, { value: String(position) })));
      select.addEventListener("change", () => set(Number(select.value)));
      box.append(select);
    }
    if (control.help) {
      box.append(make("p", control.help, { class: "small", id: `${id}-help` }));
      box.querySelector(`#${id}`)?.setAttribute("aria-describedby", `${id}-help`);
    }
    return box;
  }

  private named(control: PageData["controls"][number], at: number, position: number): void {
    const value = find(`control-${at}-value`);
    value.textContent = control.range ? control.names[position] : "";
    value.classList.toggle("moved", position !== control.start);
    if (control.range) find(`control-${at}`).setAttribute("aria-valuetext", control.names[position]);
  }

  /** Puts what is set into the controls. */
  private fill(): void {
    page.controls.forEach((control, at) => {
      find<HTMLInputElement>(`control-${at}`).value = String(this.state.positions[at]);
      this.named(control, at, this.state.positions[at]);
    });
    find<HTMLInputElement>("seed").value = String(this.state.seed);
    const arm = document.getElementById("arm") as HTMLSelectElement | null;
    if (arm && this.state.arm !== null) arm.value = this.state.arm;
    this.buttons();
  }

  private undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.state = before;
    this.stale();
    this.link();
    this.fill();
    say("Undone.");
    void this.replay();
  }

  private friends(): void {
    const text = find<HTMLTextAreaElement>("friends");
    const own = find<HTMLDetailsElement>("own");
    const problem = find("friends-problem");
    const read = (file: File | undefined) => {
      if (!file) return;
      if (file.size > 5_000_000) {
        problem.textContent = `${file.name} has ${Math.round(file.size / 1e6)} MB; a list for a page has at most 5.`;
        show(problem, true);
        return;
      }
      void file.arrayBuffer().then((bytes) => (text.value = this.decoded(bytes)));
    };
    find<HTMLInputElement>("friends-file").addEventListener("change", (event) => read((event.target as HTMLInputElement).files?.[0]));
    own.addEventListener("dragover", (event) => event.preventDefault());
    own.addEventListener("drop", (event) => {
      event.preventDefault();
      read(event.dataTransfer?.files[0]);
    });
    find("friends-use").addEventListener("click", () => void this.useFriends(text.value, problem));
    find("friends-drop").addEventListener("click", () => this.change((state) => (state.friends = null)));
  }

  /** The text of a file in whatever encoding it is. */
  private decoded(bytes: ArrayBuffer): string {
    const start = new Uint8Array(bytes.slice(0, 2));
    const marked = start[0] === 0xff && start[1] === 0xfe ? "utf-16le" : start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : null;
    if (marked) return new TextDecoder(marked).decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }

  private async useFriends(list: string, problem: HTMLElement): Promise<void> {
    show(problem, false);
    if (list.trim() === "") {
      problem.textContent = "The list is empty: one pair a line, such as Ann,Ben.";
      show(problem, true);
      return;
    }
    const before = states.copied(this.state);
    const wanted = { ...states.copied(this.state), friends: list, touches: [] };
    try {
      await this.living.play(states.settings(page, wanted));
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      show(problem, true);
      return;
    }
    this.past.push(before);
    this.state = wanted;
    this.stale();
    this.fill();
    void this.replay();
  }

  // ------------------------------------------------------------------ many runs

  private runs(): void {
    const how = find<HTMLSelectElement>("how-many");
    const button = find("many");
    how.addEventListener("change", () => (button.textContent = `Run it ${how.value} times`));
    button.addEventListener("click", () => void this.runMany(Number(how.value)));
    find("stop").addEventListener("click", () => this.stop());
  }

  private stop(): void {
    this.many?.stop();
    this.many = null;
    show(find("stop"), false);
    show(find("progress"), false);
    find<HTMLButtonElement>("many").disabled = false;
  }

  private async runMany(replicates: number): Promise<void> {
    const bar = find<HTMLProgressElement>("bar");
    bar.value = 0;
    find("progress-words").textContent = "starting …";
    show(find("progress"), true);
    show(find("stop"), true);
    find<HTMLButtonElement>("many").disabled = true;
    this.many ??= new Engine(brought);
    try {
      const answer = await this.many.answer(this.settings(), replicates, (done, planned) => {
        bar.max = planned;
        bar.value = done;
        find("progress-words").textContent = `${done} of ${planned} runs`;
      });
      this.answered(answer);
    } catch (error) {
      if (!(error instanceof Stopped)) this.problem(error);
    }
    show(find("stop"), false);
    show(find("progress"), false);
    find<HTMLButtonElement>("many").disabled = false;
  }

  private answered(answer: Answer): void {
    this.answer = answer;
    show(find("answer"), true);
    const told = answer.sentence || `${capital(answer.outcome.phrase)}: ${answer.arms[0]?.said ?? "–"}.`;
    find("sentence").textContent = told;
    const rows = answer.arms.map((arm) => {
      const row = make("tr");
      row.append(make("th", capital(arm.label), { scope: "row" }), make("td", arm.said || "–"), make("td", String(arm.values.length)));
      return row;
    });
    find("answer-table").querySelector("tbody")?.replaceChildren(...rows);
    this.dots(answer);
    for (const id of ["runs-csv", "summary-csv"]) find<HTMLButtonElement>(id).disabled = false;
    this.looked = true;
    this.draw();
    say(told);
  }

  /** Every run is a dot; means stand with their intervals. */
  private dots(answer: Answer): void {
    const inks = this.inks();
    const [width, row] = [640, 62];
    const values = answer.arms.flatMap((arm) => arm.values);
    const all = this.guess === null ? values : [...values, this.guess];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const room = Math.max((high - low) * 0.06, 1e-9);
    const across = (value: number) => 16 + ((value - low + room) / (high - low + 2 * room)) * (width - 32);
    const parts: string[] = [];
    answer.arms.forEach((arm, at) => {
      const y = 22 + at * row;
      const ink = arm.null ? inks.null : inks.with;
      parts.push(`<text x="16" y="${y}" font-size="14" fill="${inks.ink}">${escaped(capital(arm.label))}</text>`);
      arm.values.forEach((value, i) => {
        const lift = ((i * 7) % 5) * 3.4;
        parts.push(`<circle cx="${across(value).toFixed(1)}" cy="${(y + 13 + lift).toFixed(1)}" r="3" fill="${ink}" opacity="0.45"/>`);
      });
      if (arm.mean !== null) {
        const ends = arm.interval ?? [arm.mean, arm.mean];
        parts.push(`<path d="M${across(ends[0]).toFixed(1)} ${y + 34}H${across(ends[1]).toFixed(1)}" stroke="${inks.ink}" stroke-width="3"/>`);
        parts.push(`<path d="M${across(arm.mean).toFixed(1)} ${y + 28}v12" stroke="${inks.ink}" stroke-width="3"/>`);
      }
    });
    const base = answer.arms.length * row + 12;
    if (this.guess !== null) {
      const x = across(this.guess).toFixed(1);
      const anchor = across(this.guess) > width / 2 ? "end" : "start";
      parts.push(`<path d="M${x} 8V${base}" stroke="${inks.guess}" stroke-width="2" stroke-dasharray="4 3"/>`);
      parts.push(`<text x="${x}" y="${base + 16}" font-size="13" text-anchor="${anchor}" fill="${inks.guess}">your guess ${this.said(this.guess)}</text>`);
    } else {
      parts.push(`<text x="16" y="${base + 16}" font-size="13" fill="${inks.quiet}">${this.said(low)}</text>`);
      parts.push(`<text x="${width - 16}" y="${base + 16}" font-size="13" text-anchor="end" fill="${inks.quiet}">${this.said(high)}</text>`);
    }
    const svg = find<SVGSVGElement>("dots");
    svg.setAttribute("viewBox", `0 0 ${width} ${base + 26}`);
    svg.innerHTML = parts.join("");
    const means = answer.arms.map((arm) => `${arm.label}: ${arm.said || "–"}`).join("; ");
    find("dots-words").textContent = `${capital(answer.outcome.phrase)}: a dot a run, the line is the mean with its 95 % interval. ${capital(means)}.${this.guess === null ? "" : ` You guessed ${this.said(this.guess)}.`}`;
  }

  // ------------------------------------------------------------------ out of the page

  private takeAway(): void {
    const name = page.name;
    const copy = (text: string, what: string) => void this.copy(text, what);
    find("link").addEventListener("click", () => {
      const hash = states.link(page, this.state, this.guess, this.show.time);
      const address = location.href.split("#")[0] + hash;
      copy(address, this.state.friends === null ? "The link" : "The link, without your list of names,");
    });
    find("embed").addEventListener("click", () => copy(this.embedCode(), "The embed code"));
    find("svg").addEventListener("click", () => save(`${name}.svg`, this.show.svg(page.title), "image/svg+xml"));
    find("png").addEventListener("click", () => void this.png(name));
    find("csv").addEventListener("click", () => {
      void this.living.events(this.settings(), this.answer?.replicates ?? page.replicates).then((text) => save("events.csv", text, "text/csv")).catch((error: unknown) => this.problem(error));
    });
    find("toml").addEventListener("click", () => {
      const runs = this.answer?.replicates ?? page.replicates;
      void this.living.toml(this.settings(), runs).then((text) => save(`${name}-page.toml`, text)).catch((error: unknown) => this.problem(error));
    });
    const table = (id: string, file: string) => {
      find(id).addEventListener("click", () => {
        const text = this.answer?.tables.find(([table_]) => table_ === file)?.[1];
        if (text !== undefined) save(file, text, "text/csv");
      });
    };
    table("runs-csv", "runs.csv");
    table("summary-csv", "summary.csv");
    find("command").textContent = `catching run ${name}-page.toml -o ${name}-page`;
  }

  private embedCode(): string {
    const address = escaped(location.href.split("#")[0] + states.link(page, this.state, null, 0));
    const id = `catching-${page.name.replace(/[^a-z0-9-]/gi, "")}`;
    const script = `addEventListener("message",function(e){var f=document.getElementById("${id}");if(e.source===f.contentWindow&&e.data&&e.data["catching-height"])f.style.height=e.data["catching-height"]+"px"})`;
    return `<iframe id="${id}" src="${address}" title="${escaped(page.title)}" style="width:0;min-width:100%;border:0;height:900px" allow="clipboard-write; web-share"></iframe>\n<script>${script}</script>`;
  }

  private async copy(text: string, what: string): Promise<void> {
    const copied = find<HTMLTextAreaElement>("copied");
    copied.value = text;
    show(copied, true);
    show(find("copied-label"), true);
    try {
      await navigator.clipboard.writeText(text);
      find("copied-label").textContent = `${what} is on the clipboard`;
    } catch {
      find("copied-label").textContent = `${what}, to be copied from here`;
      copied.focus();
      copied.select();
    }
    say(find("copied-label").textContent ?? "");
  }

  private async png(name: string): Promise<void> {
    const svg = this.show.svg(page.title);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    try {
      await image.decode();
    } catch (error) {
      this.problem(error);
      return;
    }
    const canvas = make("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth * 2, image.naturalHeight * 2];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      if (blob) save(`${name}.png`, blob);
    }, "image/png");
  }

  // ------------------------------------------------------------------ the rest

  private words(): void {
    const voice = page.expressions[0];
    if (!voice) return;
    find("person-hint").textContent = `Touch somebody in the picture and they ${verb(voice.name, voice.one)} at that moment, in both worlds. Everything before stays as it was. Then ask why somebody did.`;
    find("touch-make").textContent = `makes them ${verb(voice.name, voice.one)} now`;
    find("notice-list").replaceChildren(...page.notice.map((line) => make("li", line.replace(/`/g, ""))));
    show(find("notice"), page.notice.length > 0);
  }

  private tools(): void {
    const root = document.documentElement;
    const dark = () => (root.dataset["theme"] ? root.dataset["theme"] === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
    const theme = find("theme");
    const told = () => {
      theme.textContent = dark() ? "Light" : "Dark";
      theme.setAttribute("aria-pressed", String(root.dataset["theme"] !== undefined));
    };
    told();
    theme.addEventListener("click", () => {
      root.dataset["theme"] = dark() ? "light" : "dark";
      told();
      this.show.lay();
      this.draw();
      if (this.answer) this.dots(this.answer);
    });
    const inClass = find("class");
    inClass.addEventListener("click", () => {
      const on = root.dataset["class"] === undefined;
      if (on) root.dataset["class"] = "";
      else delete root.dataset["class"];
      inClass.setAttribute("aria-pressed", String(on));
      say(on ? "Class mode: large, for a projector. Each pupil can take their own number as dice." : "Class mode is off.");
      this.show.lay();
      this.draw();
    });
    const keys = find<HTMLDialogElement>("keys-dialog");
    find("keys").addEventListener("click", () => keys.showModal());
    if (window.parent !== window) this.embedded();
    addEventListener("hashchange", () => {
      const opened = states.opened(page, location.hash);
      if (JSON.stringify(opened.state) === JSON.stringify({ ...this.state, friends: null })) return;
      this.past.push(states.copied(this.state));
      this.state = opened.state;
      this.stale();
      this.fill();
      void this.replay();
    });
  }

  /** Tells the page around how high this one is, in the ways that such pages understand. */
  private embedded(): void {
    document.documentElement.dataset["embedded"] = "";
    let told = 0;
    const tell = () => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (height === told || height === 0) return;
      told = height;
      window.parent.postMessage({ "catching-height": height, sentinel: "amp", type: "embed-size", height }, "*");
    };
    new ResizeObserver(tell).observe(document.body);
    addEventListener("load", tell);
  }
}

function been(did: string): string {
  return did.startsWith("were ") ? `been ${did.slice(5)}` : did;
}

/** "yawn", as in "make them yawn". */
function verb(name: string, one: string): string {
  const verbs: Record<string, string> = { applause: "applaud", laughter: "laugh", content: "be content", discontent: "be discontent", good_mood: "be in a good mood" };
  return verbs[name] ?? (one.startsWith("expression of") ? `show “${name.replace(/_/g, " ")}”` : name);
}

new Page();
