import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { EvalPolicy, SchemeVersion } from "@/shared/api/types";
import { formatDay, formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useDecideSettings } from "../queries";
import { Differences } from "./Differences";
import classes from "./Settings.module.css";
import { Trial } from "./Trial";

/** VersionPart is one proposal: what it sets, by what and by whom, what it would have changed, and the decision on it. */
export function VersionPart({ version, published }: { version: SchemeVersion; published?: EvalPolicy }) {
  const { proposed, ended } = version;
  return (
    <article className={classes.version} aria-label={t("evaluation.set.from", { day: formatDay(version.from) })}>
      <h3 className={classes.head}>
        {t("evaluation.set.from", { day: formatDay(version.from) })}
        <span className={classes.state} data-open={version.state === "proposed" || undefined}>
          {t(`evaluation.set.state.${version.state}`)}
        </span>
      </h3>
      <p className={classes.quiet}>{t("evaluation.set.document.of", { document: version.document })}</p>
      <p className={classes.text}>{version.reason}</p>
      {published !== undefined && <Differences choice={version.choice} published={published} />}
      <p className={classes.quiet}>
        {t("evaluation.set.proposed.by", { name: proposed.by.name, time: formatInstant(proposed.at) })}{" "}
        {ended !== undefined &&
          t(`evaluation.set.${version.state === "decided" ? "decided" : "dropped"}.by`, {
            name: ended.by.name,
            time: formatInstant(ended.at),
          })}{" "}
        {ended?.reason}
      </p>
      <Trial version={version} />
      {(version.decide || version.drop) && <Deciding version={version} />}
    </article>
  );
}

/** Deciding lets a proposal count, or drops it with a reason. */
function Deciding({ version }: { version: SchemeVersion }) {
  const [dropping, setDropping] = useState(false);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const decide = useDecideSettings();
  const send = (approve: boolean) => {
    setTried(true);
    if (decide.isPending || (!approve && !isReason(reason))) return;
    decide.mutate(
      { id: version.id, version: version.version, approve, reason: approve ? "" : reason.trim() },
      { onSuccess: () => void toast(t(approve ? "evaluation.set.decided" : "evaluation.set.dropped")) },
    );
  };
  return (
    <form
      className={classes.deciding}
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      {dropping && (
        <ReasonField label={t("evaluation.set.drop.reason")} value={reason} onChange={setReason} tried={tried} />
      )}
      {decide.isError && (
        <div role="alert">
          <FieldError>{sentenceOf(decide.error)}</FieldError>
        </div>
      )}
      {!version.decide && version.triedAt !== undefined && (
        <p className={classes.quiet}>{t("evaluation.set.second")}</p>
      )}
      <Group gap="sm">
        {version.decide && !dropping && (
          <Button loading={decide.isPending} onClick={() => send(true)}>
            {t("evaluation.set.approve")}
          </Button>
        )}
        {dropping ? (
          <>
            <Button type="submit" color="red" loading={decide.isPending}>
              {t("evaluation.set.drop")}
            </Button>
            <Button variant="default" onClick={() => setDropping(false)}>
              {t("cancel")}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setDropping(true)}>
            {t("evaluation.set.drop")}
          </Button>
        )}
      </Group>
    </form>
  );
}
