import { Button } from "@mantine/core";
import { IconLanguage, IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { t } from "@/shared/i18n";
import { prefs, textSizes, usePrefs } from "@/shared/prefs/prefs";
import { Logo } from "@/shared/ui/Logo";
import { titlePage } from "@/shared/ui/tabTitle";
import { DemoAccounts } from "../components/DemoAccounts";
import { SignInForm } from "../components/SignInForm";
import { aboutQuery } from "../queries";
import classes from "./SignInPage.module.css";

/** SignInPage is the one page before the shell. */
export function SignInPage() {
  const about = useQuery(aboutQuery()).data;
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  useEffect(() => {
    titlePage(t("session.heading"));
  }, []);

  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <div className={classes.form}>
          <div className={classes.brand}>
            <Logo size={36} />
            <div>
              <div className={classes.name}>{t("app.name")}</div>
              <div className={classes.agency}>{about?.name ?? "\u00a0"}</div>
            </div>
          </div>
          <h1 className={classes.heading}>{t("session.heading")}</h1>
          <p className={classes.intro}>{t("session.intro")}</p>
          <SignInForm login={login} onLogin={setLogin} password={password} onPassword={setPassword} />
          <p className={classes.secrets}>{t("session.noSecrets")}</p>
        </div>
        <footer className={classes.foot}>
          <span>{t("session.help")}</span>
          <Look />
        </footer>
      </main>
      <aside className={classes.aside}>
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
        <div className={classes.privacy}>
          <IconShieldCheck size={18} stroke={1.6} aria-hidden />
          <div>
            <strong>{t("session.privacy.title")}</strong>
            <p>{t("session.privacy.text")}</p>
          </div>
        </div>
      </aside>
    </div>
  );
}

/** Look sets text size and language, which some need before they can read the form. */
function Look() {
  const { language, textSize } = usePrefs();
  return (
    <span className={classes.look}>
      {textSizes.slice(0, 3).map((size, i) => {
        const label = ["A\u2212", "A", "A+"][i] ?? "";
        return (
          <Button
            key={size}
            variant="subtle"
            color="gray"
            size="xs"
            aria-label={t("session.textSize", { size: label })}
            aria-pressed={textSize === size}
            fw={textSize === size ? 700 : 400}
            onClick={() => prefs.set({ textSize: size })}
          >
            {label}
          </Button>
        );
      })}
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        lang={language === "vi" ? "en" : "vi"}
        leftSection={<IconLanguage size={16} />}
        onClick={() => prefs.set({ language: language === "vi" ? "en" : "vi" })}
      >
        {t("session.language.other")}
      </Button>
    </span>
  );
}
