/** One way to draw on a canvas and into an SVG. */

export interface Look {
  fill?: string;
  stroke?: string;
  width?: number;
  opacity?: number;
}

export interface Painter {
  /** Dots of one look: x, y, x, y … */
  dots(at: number[], radius: number, look: Look): void;
  /** Lines of one look: x1, y1, x2, y2 … */
  lines(at: number[], look: Look): void;
  /** A bow from one point to another. */
  bow(x1: number, y1: number, x2: number, y2: number, look: Look): void;
  /** Words. */
  text(x: number, y: number, words: string, size: number, fill: string): void;
}

/** The bend of a bow: its control point. */
function bend(x1: number, y1: number, x2: number, y2: number): [number, number] {
  const lift = 0.22;
  return [(x1 + x2) / 2 + (y2 - y1) * lift, (y1 + y2) / 2 - (x2 - x1) * lift - 4];
}

export class CanvasPainter implements Painter {
  constructor(private readonly context: CanvasRenderingContext2D) {}

  dots(at: number[], radius: number, look: Look): void {
    const { context } = this;
    context.globalAlpha = look.opacity ?? 1;
    context.beginPath();
    for (let i = 0; i < at.length; i += 2) {
      if (radius < 2.2) {
        context.rect(at[i] - radius, at[i + 1] - radius, 2 * radius, 2 * radius);
      } else {
        context.moveTo(at[i] + radius, at[i + 1]);
        context.arc(at[i], at[i + 1], radius, 0, 2 * Math.PI);
      }
    }
    this.ink(look);
  }

  lines(at: number[], look: Look): void {
    const { context } = this;
    context.globalAlpha = look.opacity ?? 1;
    context.beginPath();
    for (let i = 0; i < at.length; i += 4) {
      context.moveTo(at[i], at[i + 1]);
      context.lineTo(at[i + 2], at[i + 3]);
    }
    this.ink(look);
  }

  bow(x1: number, y1: number, x2: number, y2: number, look: Look): void {
    const { context } = this;
    const [x, y] = bend(x1, y1, x2, y2);
    context.globalAlpha = look.opacity ?? 1;
    context.beginPath();
    context.moveTo(x1, y1);
    context.quadraticCurveTo(x, y, x2, y2);
    this.ink(look);
    const angle = Math.atan2(y2 - y, x2 - x);
    context.beginPath();
    context.moveTo(x2, y2);
    context.lineTo(x2 - 7 * Math.cos(angle - 0.45), y2 - 7 * Math.sin(angle - 0.45));
    context.lineTo(x2 - 7 * Math.cos(angle + 0.45), y2 - 7 * Math.sin(angle + 0.45));
    context.closePath();
    context.fillStyle = look.stroke ?? "";
    context.fill();
  }

  text(x: number, y: number, words: string, size: number, fill: string): void {
    const { context } = this;
    context.globalAlpha = 1;
    context.font = `${size}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.fillStyle = fill;
    context.fillText(words, x, y);
  }

  private ink(look: Look): void {
    const { context } = this;
    if (look.fill) {
      context.fillStyle = look.fill;
      context.fill();
    }
    if (look.stroke) {
      context.strokeStyle = look.stroke;
      context.lineWidth = look.width ?? 1;
      context.stroke();
    }
    context.globalAlpha = 1;
  }
}

/** Text that cannot end an attribute or an element. */
export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

const tenth = (value: number) => String(Math.round(value * 10) / 10);

export class SvgPainter implements Painter {
  private readonly parts: string[] = [];

  dots(at: number[], radius: number, look: Look): void {
    if (at.length === 0) return;
    const circles: string[] = [];
    for (let i = 0; i < at.length; i += 2) circles.push(`<circle cx="${tenth(at[i])}" cy="${tenth(at[i + 1])}" r="${tenth(radius)}"/>`);
    this.parts.push(`<g${attributes(look)}>${circles.join("")}</g>`);
  }

  lines(at: number[], look: Look): void {
    if (at.length === 0) return;
    const steps: string[] = [];
    for (let i = 0; i < at.length; i += 4) steps.push(`M${at.slice(i, i + 2).map(tenth).join(" ")}L${at.slice(i + 2, i + 4).map(tenth).join(" ")}`);
    this.parts.push(`<path d="${steps.join("")}"${attributes(look)}/>`);
  }

  bow(x1: number, y1: number, x2: number, y2: number, look: Look): void {
    const [x, y] = bend(x1, y1, x2, y2);
    this.parts.push(`<path d="M${tenth(x1)} ${tenth(y1)}Q${tenth(x)} ${tenth(y)} ${tenth(x2)} ${tenth(y2)}"${attributes(look)}/>`);
  }

  text(x: number, y: number, words: string, size: number, fill: string): void {
    const place = `x="${tenth(x)}" y="${tenth(y)}" font-size="${size}"`;
    this.parts.push(`<text ${place} fill="${fill}" text-anchor="middle" font-family="system-ui, sans-serif">${escaped(words)}</text>`);
  }

  inside(): string {
    return this.parts.join("\n");
  }
}

function attributes(look: Look): string {
  const fill = ` fill="${look.fill ?? "none"}"`;
  const stroke = look.stroke ? ` stroke="${look.stroke}" stroke-width="${look.width ?? 1}"` : "";
  return fill + stroke + (look.opacity === undefined ? "" : ` opacity="${Math.round(look.opacity * 100) / 100}"`);
}
