/** The list of contents, which marks the section that is read. */

import { all, one } from "./dom";

export function markSection(): void {
  const links = new Map(
    all(".contents a").map((link) => [(link as HTMLAnchorElement).hash.slice(1), link]),
  );
  const seen = new Set<string>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) seen.add(entry.target.id);
        else seen.delete(entry.target.id);
      }
      const first = [...links.keys()].find((id) => seen.has(id));
      for (const [id, link] of links) {
        if (id === first) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-10% 0px -70% 0px" },
  );
  for (const id of links.keys()) observer.observe(one(`#${CSS.escape(id)}`));
}
