// The field of a drawn signature: collects strokes as points and sends them as JSON.
"use strict";

const canvas = document.getElementById("drawing");
const pen = canvas.getContext("2d");
let strokes = [];
let current = null;

function point(event) {
  const box = canvas.getBoundingClientRect();
  const clamp = (value, top) => Math.max(0, Math.min(top, Math.round(value)));
  return [
    clamp(((event.clientX - box.left) * canvas.width) / box.width, canvas.width),
    clamp(((event.clientY - box.top) * canvas.height) / box.height, canvas.height),
  ];
}

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  current = [point(event)];
  strokes.push(current);
});
canvas.addEventListener("pointermove", (event) => {
  if (!current) return;
  const [x, y] = point(event);
  const [fromX, fromY] = current[current.length - 1];
  if (x === fromX && y === fromY) return;
  pen.lineWidth = 3;
  pen.lineCap = "round";
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(x, y);
  pen.stroke();
  current.push([x, y]);
});
for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, () => { current = null; });
}
document.getElementById("draw-clear").addEventListener("click", () => {
  strokes = [];
  pen.clearRect(0, 0, canvas.width, canvas.height);
});
document.getElementById("draw-form").addEventListener("submit", () => {
  document.getElementById("drawing-data").value = JSON.stringify(strokes);
});
