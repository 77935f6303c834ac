/** A long list of rows of one height, of which only those in view are in the page. */

/** Rows beyond the edges of the view that are there already. */
const BEYOND = 8;

export interface VirtualRows {
  /** Show other rows, or the same ones anew. */
  show: (count: number) => void;
  /** Bring a row into view. */
  reveal: (place: number) => void;
}

/**
 * Return a list in a box that scrolls.
 *
 * @param box what scrolls; its head, which sticks to its top, comes before `body`
 * @param body what is as high as all rows together; rows are placed in it
 * @param rowHeight the height of a row, in pixels, which may change with the width of the page
 * @param make the row of a place
 */
export function virtualRows(
  box: HTMLElement,
  body: HTMLElement,
  rowHeight: () => number,
  make: (place: number) => HTMLElement,
): VirtualRows {
  let [count, first, last] = [0, 0, 0];

  function draw(): void {
    const height = rowHeight();
    const top = Math.max(box.scrollTop, 0);
    const from = Math.max(0, Math.floor(top / height) - BEYOND);
    const to = Math.min(count, Math.ceil((top + box.clientHeight) / height) + BEYOND);
    body.style.height = `${count * height}px`;
    if (from === first && to === last && body.childElementCount === to - from) return;
    [first, last] = [from, to];
    const rows = [];
    for (let place = from; place < to; place += 1) {
      const row = make(place);
      row.style.top = `${place * height}px`;
      rows.push(row);
    }
    body.replaceChildren(...rows);
  }

  function anew(): void {
    body.replaceChildren();
    draw();
  }

  box.addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(anew).observe(box);
  return {
    show: (number) => {
      count = number;
      anew();
    },
    reveal: (place) => {
      const height = rowHeight();
      const view = box.clientHeight - body.offsetTop;
      if (place * height < box.scrollTop) box.scrollTop = place * height;
      else if ((place + 1) * height > box.scrollTop + view) box.scrollTop = (place + 1) * height - view;
      draw();
    },
  };
}
