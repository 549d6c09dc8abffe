import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { TaskFile } from "@/shared/api/types";
import { FieldError } from "@/shared/ui/States";
import { FileName } from "./FileLine";
import { filesQuery, seriesOf, sourceFiles } from "./queries";

const Preview = lazy(async () => ({ default: (await import("./Preview")).Preview }));

/** SourceScan is the scan of the document that a task rests on, each file in its newest version; nothing without one. */
export function SourceScan({ task }: { task: string }) {
  const place = useMemo(() => sourceFiles(task), [task]);
  const query = useQuery(filesQuery(place));
  const [shown, setShown] = useState<TaskFile>();
  return (
    <>
      {query.isError && <FieldError>{sentenceOf(query.error)}</FieldError>}
      {seriesOf(query.data?.items ?? []).map(({ newest }) => (
        <FileName key={newest.series} place={place} file={newest} onShow={setShown} />
      ))}
      {shown !== undefined && (
        <Suspense fallback={null}>
          <Preview place={place} file={shown} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </>
  );
}
