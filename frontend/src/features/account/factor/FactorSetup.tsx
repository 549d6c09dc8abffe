import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { accountApi } from "../api";
import { useAccountAct } from "../queries";
import { Again } from "./Again";
import classes from "./Factor.module.css";
import { RecoveryCodes } from "./RecoveryCodes";

/** FactorSetup sets the authenticator app up: the password, the QR code with the first code, the recovery codes. done: it is over. */
export function FactorSetup({ onDone }: { onDone: () => void }) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const begin = useAccountAct(accountApi.beginFactor);
  const confirm = useAccountAct(accountApi.confirmFactor);

  if (confirm.data !== undefined) return <RecoveryCodes codes={confirm.data.codes} onDone={onDone} />;
  const setup = begin.data;
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (setup === undefined) {
      if (password !== "") begin.mutate(password, { onSuccess: () => setTried(false) });
    } else if (code.trim() !== "") confirm.mutate(code.trim());
  }
  const said = fieldErrors(begin.error).password === undefined && begin.isError ? sentenceOf(begin.error) : undefined;
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {setup === undefined ? (
          <>
            <Again value={password} onChange={setPassword} tried={tried} error={begin.error} />
            {said !== undefined && <FieldError>{said}</FieldError>}
          </>
        ) : (
          <>
            <p className={classes.text}>{t("account.factor.scan")}</p>
            <img className={classes.image} src={setup.image} width={240} height={240} alt={t("account.factor.image")} />
            <p className={classes.text}>
              {t("account.factor.secret")} <code className={classes.secret}>{spaced(setup.secret)}</code>
            </p>
            <TextInput
              label={t("account.factor.code")}
              description={t("account.factor.codeHint")}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              error={
                tried && code.trim() === "" ? (
                  <FieldError>{t("session.required")}</FieldError>
                ) : confirm.isError ? (
                  <FieldError>{sentenceOf(confirm.error)}</FieldError>
                ) : undefined
              }
            />
          </>
        )}
        <div>
          <Button type="submit" loading={begin.isPending || confirm.isPending}>
            {t(setup === undefined ? "account.factor.begin" : "account.factor.confirm")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** spaced writes a secret in groups of four, as it is easier to type. */
function spaced(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
