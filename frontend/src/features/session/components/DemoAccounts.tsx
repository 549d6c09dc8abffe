import type { About } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import classes from "./DemoAccounts.module.css";

/** Props of DemoAccounts. */
interface Props {
  accounts: NonNullable<About["accounts"]>;
  password: string;
  onChoose: (login: string) => void;
}

/** DemoAccounts lists who one can sign in as where the data are samples; a click fills the form. */
export function DemoAccounts({ accounts, password, onChoose }: Props) {
  return (
    <section className={classes.card} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className={classes.title}>
        {t("session.demo.title")}
      </h2>
      <p className={classes.text}>{t("session.demo.text", { password })}</p>
      <ul className={classes.list}>
        {accounts.map((account) => (
          <li key={account.login}>
            <button type="button" className={classes.account} onClick={() => onChoose(account.login)}>
              <PersonAvatar name={account.name} />
              <span>
                <span className={classes.name}>{account.name}</span>
                <span className={classes.post}>
                  {account.title}, {account.unit}
                </span>
              </span>
              <span className={classes.login}>{account.login}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
