import { Anchor } from "@mantine/core";
import { IconKey, IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "@/shared/i18n";
import { EmptyState } from "@/shared/ui/States";
import { BeforeShell } from "../components/BeforeShell";
import classes from "../components/BeforeShell.module.css";
import { DemoAccounts } from "../components/DemoAccounts";
import { SignInForm } from "../components/SignInForm";
import { aboutQuery } from "../queries";

/** SignInPage is the page of those who have an account; where there is nobody yet it says how to begin. */
export function SignInPage() {
  const about = useQuery(aboutQuery()).data;
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  if (about?.setup) {
    return (
      <BeforeShell title={t("session.empty.heading")} aside={<Privacy />}>
        <EmptyState icon={IconKey} title={t("session.empty.title")} text={t("session.empty.text")} />
      </BeforeShell>
    );
  }

  return (
    <BeforeShell
      title={t("session.heading")}
      intro={t("session.intro")}
      agency={about?.name}
      aside={
        <>
          <p className={classes.motto}>{t("session.motto")}</p>
          {about?.accounts !== undefined && (
            <DemoAccounts
              accounts={about.accounts}
              password={about.password ?? ""}
              onChoose={(account) => {
                setLogin(account);
                setPassword(about.password ?? "");
              }}
            />
          )}
          <Privacy />
        </>
      }
    >
      <SignInForm login={login} onLogin={setLogin} password={password} onPassword={setPassword} />
      <p className={classes.activate}>
        <Anchor href="/activate">{t("session.activate")}</Anchor>
      </p>
      <p className={classes.secrets}>{t("session.noSecrets")}</p>
    </BeforeShell>
  );
}

/** Privacy says what is recorded, before anything is. */
function Privacy() {
  return (
    <div className={classes.privacy}>
      <IconShieldCheck size={18} stroke={1.6} aria-hidden />
      <div>
        <strong>{t("session.privacy.title")}</strong>
        <p>{t("session.privacy.text")}</p>
      </div>
    </div>
  );
}
