// Where the reader is, as a signal, and how they get elsewhere: plain links, the history API, no library.
import { computed, signal } from "@preact/signals";
import { routeOf } from "./routes";

interface Place {
  path: string;
  search: string;
  /** Counts visits, so that a page can tell arriving from redrawing. */
  visit: number;
}

interface Saved {
  visit: number;
}

export const place = signal<Place>({ path: "/", search: "", visit: 0 });
export const route = computed(() => routeOf(place.value.path));
export const parameters = computed(() => new URLSearchParams(place.value.search));

/** What the next page owes the reader once it stands: the focus on its title, and the place they had scrolled to. */
export const arrival: { focus: boolean; scroll: number | null } = { focus: false, scroll: null };

const SCROLL = "kabar.scroll";
const scrolls = new Map<number, number>();
let visits = 0;

function arrive(visit: number): void {
  place.value = { path: location.pathname, search: location.search, visit };
}

const remember = (): void => void scrolls.set(place.value.visit, window.scrollY);

/** Goes to an address of this page. `replace` is for state that is no step of its own, such as a filter being typed. */
export function go(address: string, options: { replace?: boolean } = {}): void {
  remember();
  if (options.replace) {
    history.replaceState({ visit: place.value.visit } satisfies Saved, "", address);
    arrive(place.value.visit);
    return;
  }
  visits += 1;
  history.pushState({ visit: visits } satisfies Saved, "", address);
  Object.assign(arrival, { focus: true, scroll: 0 });
  arrive(visits);
}

/** Whether a click on this link is ours to answer: same host, no modifier, not the server's own addresses. */
function ours(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return false;
  if (link.origin !== location.origin || link.getAttribute("href")?.startsWith("#")) return false;
  return routeOf(link.pathname).page !== "nowhere";
}

function onClick(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || !ours(event, link)) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

function onReturn(event: PopStateEvent): void {
  remember();
  const saved = event.state as Saved | null;
  const visit = saved?.visit ?? 0;
  Object.assign(arrival, { focus: true, scroll: scrolls.get(visit) ?? 0 });
  arrive(visit);
}

/** Reloading the page keeps the place. */
function keepScroll(): void {
  try {
    sessionStorage.setItem(SCROLL, `${location.href} ${window.scrollY}`);
  } catch {
    // Without storage a reload starts at the top.
  }
}

function keptScroll(): number | null {
  try {
    const [address, scroll] = (sessionStorage.getItem(SCROLL) ?? "").split(" ");
    return address === location.href ? Number(scroll) : null;
  } catch {
    return null;
  }
}

export function startNavigation(): void {
  history.scrollRestoration = "manual";
  const saved = history.state as Saved | null;
  visits = saved?.visit ?? 0;
  history.replaceState({ visit: visits } satisfies Saved, "");
  arrival.scroll = keptScroll();
  arrive(visits);
  window.addEventListener("pagehide", keepScroll);
  document.addEventListener("click", onClick);
  window.addEventListener("popstate", onReturn);
}
