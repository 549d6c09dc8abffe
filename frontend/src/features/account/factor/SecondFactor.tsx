import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { MyFactor } from "@/shared/api/types";
import { dayOf, formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { accountApi } from "../api";
import { useAccountAct } from "../queries";
import { Again } from "./Again";
import classes from "./Factor.module.css";
import { FactorSetup } from "./FactorSetup";
import { factorQuery } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";

/** SecondFactor is one's own second factor on the page of the account: set up, recovery codes given anew, turned off. */
export function SecondFactor() {
  const factor = useQuery(factorQuery());
  const [doing, setDoing] = useState<"setup" | "renew" | "off">();
  const done = () => setDoing(undefined);
  if (factor.data === undefined) {
    return factor.isError ? (
      <ErrorState title={t("account.factor.failed")} error={factor.error} onRetry={() => void factor.refetch()} />
    ) : (
      <SkeletonRows rows={1} />
    );
  }
  if (doing === "setup") return <FactorSetup onDone={done} />;
  if (doing === "renew" || doing === "off") return <Change key={doing} act={doing} onDone={done} />;
  return (
    <>
      <p className={classes.text}>{textOf(factor.data)}</p>
      <Group gap="sm" mt="xs">
        {!factor.data.on && (
          <Button variant="default" onClick={() => setDoing("setup")}>
            {t("account.factor.on")}
          </Button>
        )}
        {factor.data.on && (
          <>
            <Button variant="default" onClick={() => setDoing("renew")}>
              {t("account.factor.renew")}
            </Button>
            {!factor.data.required && (
              <Button variant="default" onClick={() => setDoing("off")}>
                {t("account.factor.off")}
              </Button>
            )}
          </>
        )}
      </Group>
    </>
  );
}

function textOf({ on, since, recovery, required }: MyFactor): string {
  if (!on || since === undefined) return t("account.factor.text");
  const state = t("account.factor.state", { day: formatDay(dayOf(since)), n: recovery });
  return required ? `${state} ${t("account.factor.required")}` : state;
}

/** Change gives other recovery codes, or turns the factor off against one of its codes. */
function Change({ act, onDone }: { act: "renew" | "off"; onDone: () => void }) {
  const [form, setForm] = useState({ password: "", factor: "" });
  const [tried, setTried] = useState(false);
  const renew = useAccountAct(accountApi.renewFactor);
  const off = useAccountAct(accountApi.factorOff);
  const send = act === "renew" ? renew : off;
  if (renew.data !== undefined) return <RecoveryCodes codes={renew.data.codes} onDone={onDone} />;
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (form.password === "") return;
    if (act === "renew") renew.mutate(form.password);
    else if (form.factor.trim() !== "") {
      off.mutate(form, {
        onSuccess: () => {
          void toast(t("account.factor.off.done"));
          onDone();
        },
      });
    }
  }
  const named = fieldErrors(send.error);
  const codeFault = tried && form.factor.trim() === "" ? t("session.required") : named.factor && sentenceOf(send.error);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="md">
        <p className={classes.text}>{t(`account.factor.${act}.text`)}</p>
        <Again
          value={form.password}
          onChange={(password) => setForm({ ...form, password })}
          tried={tried}
          error={send.error}
        />
        {act === "off" && (
          <TextInput
            label={t("account.factor.code")}
            autoComplete="one-time-code"
            value={form.factor}
            onChange={(event) => setForm({ ...form, factor: event.currentTarget.value })}
            error={codeFault ? <FieldError>{codeFault}</FieldError> : undefined}
          />
        )}
        {send.isError && named.password === undefined && named.factor === undefined && (
          <FieldError>{sentenceOf(send.error)}</FieldError>
        )}
        <Group gap="sm">
          <Button type="submit" loading={send.isPending}>
            {t(`account.factor.${act}`)}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
