// A file field for a picture: what is heavier than the service takes, or larger than a phone shows, is drawn anew and sent so.

/** Twice the widest column that shows it. */
const SIDE_MAX = 1_200;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];

export function startPictureField(): void {
  const field = document.querySelector<HTMLInputElement>("input[type=file][data-bytes-max]");
  const note = document.querySelector("#picture-is");
  const form = field?.form;
  if (!field || !note || !form) return;
  const bytesMax = Number(field.dataset.bytesMax);
  /** What is under way, so that nothing is sent in the middle of it. */
  let work: Promise<void> | null = null;

  async function prepare(file: File): Promise<void> {
    const picture = await createImageBitmap(file).catch(() => null);
    if (field?.files?.[0] !== file) return;
    if (picture === null) return say(field.dataset.notAPicture);
    const isLarge = Math.max(picture.width, picture.height) > SIDE_MAX;
    if (!isLarge && file.size <= bytesMax) return say("");
    const smaller = await drawn(picture, bytesMax);
    // A browser that can't encode it leaves it as it was.
    if (smaller === null || field.files[0] !== file) return;
    const transfer = new DataTransfer();
    transfer.items.add(new File([smaller], "picture", { type: smaller.type }));
    field.files = transfer.files;
    say(field.dataset.smaller);
  }

  function say(words = ""): void {
    if (note) note.textContent = words;
  }

  field.addEventListener("change", () => {
    const file = field.files?.[0];
    say("");
    if (!file) return;
    const mine = prepare(file).finally(() => {
      if (work === mine) work = null;
    });
    work = mine;
  });
  form.addEventListener("submit", (event) => {
    if (work === null) return;
    event.preventDefault();
    void work.then(() => form.requestSubmit());
  });
}

/** At the best quality that fits; null where none does. Safari has no encoder for WebP, and gives another type. */
async function drawn(picture: ImageBitmap, bytesMax: number): Promise<Blob | null> {
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    for (const type of ["image/webp", "image/jpeg"]) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
      if (blob?.type === type && blob.size <= bytesMax) return blob;
    }
  }
  return null;
}
