import { IconKeyOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { BeforeShell } from "@/features/session/components/BeforeShell";
import { sentenceOf } from "@/shared/api/problem";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { EmptyState, SkeletonRows } from "@/shared/ui/States";
import { FoundForm } from "../components/FoundForm";
import classes from "../components/Setup.module.css";
import { setupLinkQuery } from "../queries";

/** SetupPage is Thiết lập lần đầu: who has the link that the server printed makes the agency and its administrator. */
export function SetupPage() {
  const secret = useSecret();
  const link = useQuery(setupLinkQuery(secret));
  return (
    <BeforeShell title={t("setup.heading")} intro={t("setup.intro")} wide aside={<WhoSees />}>
      {secret === "" && <EmptyState icon={IconKeyOff} title={t("setup.noLink.title")} text={t("setup.noLink.text")} />}
      {link.isError && <EmptyState icon={IconKeyOff} title={t("setup.badLink.title")} text={sentenceOf(link.error)} />}
      {secret !== "" && link.isPending && <SkeletonRows rows={4} />}
      {link.isSuccess && (
        <>
          <FoundForm secret={secret} />
          <p className={classes.until}>{t("setup.until", { time: formatInstant(link.data.expires) })}</p>
        </>
      )}
    </BeforeShell>
  );
}

/** useSecret is what stands behind # in the address: no server and no log of addresses sees that part. */
function useSecret(): string {
  const [secret, setSecret] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const onHash = () => setSecret(location.hash.slice(1));
    window.addEventListener("hashchange", onHash);
    return () => window.removeEventListener("hashchange", onHash);
  }, []);
  return secret;
}

function WhoSees() {
  return (
    <div className={classes.aside}>
      <h2>{t("setup.next.title")}</h2>
      <ol>
        <li>{t("setup.next.units")}</li>
        <li>{t("setup.next.hr")}</li>
        <li>{t("setup.next.check")}</li>
      </ol>
      <h2>{t("setup.who.title")}</h2>
      <p>{t("setup.who.text")}</p>
    </div>
  );
}
