// Renews the live regions of the page from a fresh copy of it, and leaves alone whatever has not changed: focus, scroll, what is typed.

const NEAR_END_PX = 24;

/**
 * A region is an element with an id and `data-live`. With `data-live="when-changed"` it is renewed only when it holds another thing
 * (its first child has another id), or when it is named in `regardless`.
 */
export function renewPage(fresh: Document, regardless?: string): void {
  const focused = document.activeElement?.id;
  document.title = fresh.title;
  for (const region of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const renewed = fresh.getElementById(region.id);
    if (renewed === null) continue;
    const same = region.firstElementChild?.id === renewed.firstElementChild?.id;
    if (region.dataset.live === "when-changed" && same && region.id !== regardless) continue;
    keepingPlace(region, () => renewChildren(region, renewed));
  }
  if (focused && document.activeElement?.id !== focused)
    document.getElementById(focused)?.focus({ preventScroll: true });
}

function renewChildren(region: Element, renewed: Element): void {
  const fresh = [...renewed.childNodes];
  if (!fresh.every((node) => node instanceof Element && node.id !== "")) {
    if (region.innerHTML !== renewed.innerHTML) region.replaceChildren(...fresh);
    return;
  }
  const known = new Map(Array.from(region.children, (child) => [child.id, child]));
  const children = (fresh as Element[]).map((child) => {
    const old = known.get(child.id);
    return old?.isEqualNode(child) ? old : child;
  });
  for (const old of [...region.childNodes]) if (!children.includes(old as Element)) old.remove();
  children.forEach((child, i) => {
    if (region.childNodes[i] !== child) region.insertBefore(child, region.childNodes[i] ?? null);
  });
}

/** In a scroller that begins at its end, whoever reads further up goes on reading the same lines. */
function keepingPlace(region: Element, change: () => void): void {
  const scroller = region.closest("[data-scroll=end]");
  if (scroller === null) return change();
  const { scrollTop, scrollHeight } = scroller;
  change();
  scroller.scrollTop = scrollTop > -NEAR_END_PX ? 0 : scrollTop - (scroller.scrollHeight - scrollHeight);
}
