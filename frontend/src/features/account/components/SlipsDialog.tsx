import { Button, CopyButton, Group, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconPrinter } from "@tabler/icons-react";
import type { Slip } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import classes from "./Account.module.css";
import { SlipsPrint } from "./SlipsPrint";

/** SlipsDialog shows codes the one time they can be read, and prints them, eight to a sheet. */
export function SlipsDialog({ slips, onClose }: { slips: Slip[]; onClose: () => void }) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("account.slips.title", { n: slips.length })}
      size="lg"
      // One wrong click, and nobody can read them any more.
      closeOnClickOutside={false}
    >
      <Text mb="md">{t("account.slips.once", { time: formatInstant(slips[0]?.expires ?? "") })}</Text>
      <ul className={classes.slips}>
        {slips.map((slip) => (
          <li key={slip.person} className={classes.slip}>
            <span>
              {slip.name}
              <span className={classes.second}>
                {slip.staffNo}, {slip.unit.shortName}
              </span>
            </span>
            <span className={classes.slipCode}>{slip.code}</span>
            <CopyButton value={slip.code}>
              {({ copied, copy }) => (
                <Button
                  variant="subtle"
                  size="xs"
                  leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                  onClick={copy}
                  aria-label={t("account.slips.copyOf", { name: slip.name })}
                >
                  {t(copied ? "account.slips.copied" : "account.slips.copy")}
                </Button>
              )}
            </CopyButton>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t("account.slips.close")}
        </Button>
        <Button leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          {t("account.slips.print")}
        </Button>
      </Group>
      <SlipsPrint slips={slips} />
    </Dialog>
  );
}
