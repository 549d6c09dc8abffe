import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { BeforeShell } from "@/features/session/components/BeforeShell";
import { asksFactor, FactorInput } from "@/features/session/components/FactorInput";
import { NewPassword, passwordFault } from "@/features/session/components/NewPassword";
import { aboutQuery } from "@/features/session/queries";
import { sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import classes from "../components/Account.module.css";
import { useActivate } from "../queries";

/** ActivatePage is where a new person, or one who has forgotten the password, uses the code that personnel handed out. */
export function ActivatePage() {
  const agency = useQuery(aboutQuery()).data?.name;
  const link = useLink();
  const [form, setForm] = useState({ ...link, password: "" });
  const [factor, setFactor] = useState("");
  const [tried, setTried] = useState(false);
  const activate = useActivate();
  const fault = passwordFault(activate.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.values(form).every((value) => value.trim() !== ""))
      activate.mutate({ ...form, factor: factor.trim() || undefined });
  }
  const missing = (value: string) => (tried && value.trim() === "" ? t("session.required") : undefined);
  const asked = asksFactor(activate.error);
  const refused = activate.isError && !asked && fault === undefined ? sentenceOf(activate.error) : undefined;
  const error = (text: string | undefined) => (text === undefined ? undefined : <FieldError>{text}</FieldError>);

  return (
    <BeforeShell
      title={t("account.activate.heading")}
      intro={t(link.code === "" ? "account.activate.intro" : "account.activate.introLink")}
      agency={agency}
      aside={<Steps />}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t("session.login")}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={form.login}
            onChange={(event) => setForm({ ...form, login: event.currentTarget.value })}
            error={error(missing(form.login))}
          />
          <TextInput
            label={t("account.activate.code")}
            description={t("account.activate.codeHint")}
            name="one-time-code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            classNames={{ input: classes.code }}
            value={form.code}
            onChange={(event) => setForm({ ...form, code: event.currentTarget.value })}
            error={error(missing(form.code) ?? refused)}
          />
          <NewPassword
            value={form.password}
            onChange={(password) => setForm({ ...form, password })}
            error={missing(form.password) ?? fault}
          />
          {(asked || factor !== "") && (
            <FactorInput value={factor} onChange={setFactor} error={asked ? activate.error : undefined} />
          )}
          <Button type="submit" fullWidth loading={activate.isPending}>
            {t("account.activate.act")}
          </Button>
        </Stack>
      </form>
      <p className={classes.other}>
        <Anchor href="/">{t("account.activate.back")}</Anchor>
      </p>
    </BeforeShell>
  );
}

/**
 * useLink is what a link from a letter fills in. It stands behind #, where no server and no log of addresses sees it, and is taken out of
 * the address: the code stays in no history.
 */
function useLink(): { login: string; code: string } {
  const [link] = useState(() => {
    const params = new URLSearchParams(location.hash.slice(1));
    return { login: params.get("login") ?? "", code: params.get("code") ?? "" };
  });
  useEffect(() => {
    if (link.code !== "") history.replaceState(history.state, "", location.pathname);
  }, [link]);
  return link;
}

function Steps() {
  return (
    <div className={classes.aside}>
      <h2>{t("account.activate.how")}</h2>
      <ol>
        <li>{t("account.activate.how1")}</li>
        <li>{t("account.activate.how2")}</li>
        <li>{t("account.activate.how3")}</li>
      </ol>
      <h2>{t("account.activate.forgot")}</h2>
      <p>{t("account.activate.forgotText")}</p>
    </div>
  );
}
