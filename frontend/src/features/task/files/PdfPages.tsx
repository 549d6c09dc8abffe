import { Button } from "@mantine/core";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { t } from "@/shared/i18n";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "./Files.module.css";

// So many pages are drawn at once; the rest when asked for.
const step = 10;

/** PdfPages draws the pages of a PDF. The library that reads it is fetched with the first one that is opened. */
export function PdfPages({ content }: { content: Blob }) {
  const [pdf, setPdf] = useState<PDFDocumentProxy>();
  const [error, setError] = useState<unknown>();
  const [shown, setShown] = useState(step);

  useEffect(() => {
    let gone = false;
    const opening = open(content);
    opening.then(
      (made) => !gone && setPdf(made),
      (cause: unknown) => !gone && setError(cause ?? new Error("pdf")),
    );
    return () => {
      gone = true;
      void opening.then((made) => made.loadingTask.destroy()).catch(() => undefined);
    };
  }, [content]);

  if (error !== undefined) return <ErrorState title={t("task.files.pdfFailed")} error={error} />;
  if (pdf === undefined) return <SkeletonRows rows={4} />;
  const pages = Math.min(shown, pdf.numPages);
  return (
    <div className={classes.pages}>
      {Array.from({ length: pages }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages of one document never move
        <PdfPage key={i} pdf={pdf} n={i + 1} />
      ))}
      {pages < pdf.numPages && (
        <Button variant="default" onClick={() => setShown(shown + step)}>
          {t("task.files.morePages", { n: pages, all: pdf.numPages })}
        </Button>
      )}
    </div>
  );
}

async function open(content: Blob): Promise<PDFDocumentProxy> {
  const [{ getDocument, GlobalWorkerOptions }, worker] = await Promise.all([
    import("pdfjs-dist"),
    import("pdfjs-dist/build/pdf.worker.min.mjs?url"),
  ]);
  GlobalWorkerOptions.workerSrc = worker.default;
  // A script inside a PDF is never run here, and nothing is made of text by the browser's compiler.
  return getDocument({ data: await content.arrayBuffer(), isEvalSupported: false, enableXfa: false }).promise;
}

/** PdfPage is one page, drawn as sharp as the screen is. */
function PdfPage({ pdf, n }: { pdf: PDFDocumentProxy; n: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    void pdf
      .getPage(n)
      .then((page) => {
        if (gone || canvas.current === null) return undefined;
        const width = Math.min(canvas.current.parentElement?.clientWidth ?? 800, 960);
        const scale = width / page.getViewport({ scale: 1 }).width;
        const viewport = page.getViewport({ scale: scale * Math.min(devicePixelRatio, 2) });
        canvas.current.width = viewport.width;
        canvas.current.height = viewport.height;
        canvas.current.style.width = `${width}px`;
        const drawing = page.render({ canvas: canvas.current, viewport });
        stop = () => drawing.cancel();
        return drawing.promise;
      })
      .catch(() => undefined);
    return () => {
      gone = true;
      stop?.();
    };
  }, [pdf, n]);
  return <canvas ref={canvas} role="img" aria-label={t("task.files.page", { n, all: pdf.numPages })} />;
}
