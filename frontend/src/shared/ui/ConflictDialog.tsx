import { Button, Group, Radio } from "@mantine/core";
import { IconArrowMerge, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import type { PersonRef } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./ConflictDialog.module.css";
import { Dialog } from "./Dialog";
import { PersonAvatar } from "./PersonAvatar";
import { Note } from "./States";
import { toast } from "./toast";

/** One field in both versions, as text a reader understands. base: what it was before both changed it, when known. */
export interface ConflictField {
  key: string;
  label: string;
  mine: string;
  theirs: string;
  base?: string;
}

/** Which version of each field goes on. */
export type Choices = Record<string, "mine" | "theirs">;

/** Props of ConflictDialog. */
interface Props {
  fields: ConflictField[];
  /** Version I started from, and who has stored which version since. */
  mineVersion: number;
  theirsVersion: number;
  theirsBy?: PersonRef;
  theirsAt?: string;
  /** Leave mine: the stored version is shown again. */
  onKeep: () => void;
  /** Send with the version now stored; all of mine, or field by field as chosen. */
  onSend: (choices: Choices) => void;
  /** Closing decides nothing: what was typed stays in the form. */
  onClose: () => void;
}

/** ConflictDialog shows both versions side by side after a 409; nothing typed is lost whatever is chosen. */
export function ConflictDialog(props: Props) {
  const { fields, mineVersion, theirsVersion, theirsBy, theirsAt, onKeep, onSend, onClose } = props;
  const me = useMe();
  const [choices, setChoices] = useState<Choices>();
  const open = fields.filter((field) => autoChoice(field) === undefined);

  return (
    <Dialog opened onClose={onClose} size={900} title={titleOf(theirsBy, me.id)}>
      <p className={classes.text}>{t("conflict.text", { mine: mineVersion, theirs: theirsVersion })}</p>
      <div className={classes.versions}>
        <section className={classes.version} aria-label={t("conflict.theirs", { n: theirsVersion })}>
          <header className={classes.head}>
            {theirsBy !== undefined && <PersonAvatar name={theirsBy.name} />}
            <div>
              <strong>{t("conflict.theirs", { n: theirsVersion })}</strong>
              <div className={classes.by}>
                {[theirsBy?.name, theirsAt && formatInstant(theirsAt)].filter(Boolean).join(", ")}
              </div>
            </div>
          </header>
          <Fields fields={fields} side="theirs" choices={choices} onChoose={setChoices} />
        </section>
        <section className={classes.version} data-mine aria-label={t("conflict.mine")}>
          <header className={classes.head}>
            <PersonAvatar name={me.name} own />
            <div>
              <strong>{t("conflict.mine")}</strong>
              <div className={classes.by}>{me.name}</div>
            </div>
          </header>
          <Fields fields={fields} side="mine" choices={choices} onChoose={setChoices} />
        </section>
      </div>
      <Note icon={IconArrowMerge}>
        {open.length === 0
          ? t("conflict.allMergeable")
          : t("conflict.mergeable", { fields: open.map((field) => field.label).join(", ") })}
      </Note>
      <Group className={classes.foot} justify="flex-end" gap="sm">
        <Button
          variant="subtle"
          color="gray"
          mr="auto"
          leftSection={<IconCopy size={16} />}
          onClick={() => void copy(fields)}
        >
          {t("conflict.copy")}
        </Button>
        <Button variant="default" onClick={onKeep}>
          {t("conflict.keep", { n: theirsVersion })}
        </Button>
        {choices === undefined ? (
          <>
            <Button variant="default" onClick={() => onSend(all(fields, "mine"))}>
              {t("conflict.send", { n: theirsVersion + 1 })}
            </Button>
            <Button onClick={() => setChoices(merged(fields))}>{t("conflict.merge")}</Button>
          </>
        ) : (
          <Button onClick={() => onSend(choices)}>{t("conflict.sendMerged")}</Button>
        )}
      </Group>
    </Dialog>
  );
}

/** titleOf says who changed it meanwhile: oneself in a second window, a colleague by name, or nobody known. */
export function titleOf(by: PersonRef | undefined, me: string): string {
  if (by === undefined) return t("conflict.title");
  return by.id === me ? t("conflict.title.own") : t("conflict.title.by", { name: by.name });
}

/** Props of Fields. */
interface FieldsProps {
  fields: ConflictField[];
  side: "mine" | "theirs";
  choices: Choices | undefined;
  onChoose: (choices: Choices) => void;
}

function Fields({ fields, side, choices, onChoose }: FieldsProps) {
  return (
    <dl className={classes.fields}>
      {fields.map((field) => {
        const differs = field.mine !== field.theirs;
        const label = side === "mine" ? "conflict.chooseMine" : "conflict.chooseTheirs";
        return (
          <div key={field.key} className={classes.field}>
            <dt>{field.label}</dt>
            <dd>
              {choices !== undefined && differs && (
                <Radio
                  name={`conflict-${field.key}`}
                  aria-label={t(label, { field: field.label })}
                  checked={choices[field.key] === side}
                  onChange={() => onChoose({ ...choices, [field.key]: side })}
                />
              )}
              <span className={differs ? classes.differs : undefined}>{field[side] || t("conflict.empty")}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** autoChoice tells which side wins where only one of them changed the field; undefined when both did. */
export function autoChoice(field: ConflictField): "mine" | "theirs" | undefined {
  if (field.mine === field.theirs || field.mine === field.base) return "theirs";
  return field.theirs === field.base ? "mine" : undefined;
}

/** merged takes what does not collide from either side, and mine where the person must still choose. */
export function merged(fields: ConflictField[]): Choices {
  return Object.fromEntries(fields.map((field) => [field.key, autoChoice(field) ?? "mine"]));
}

function all(fields: ConflictField[], side: "mine" | "theirs"): Choices {
  return Object.fromEntries(fields.map((field) => [field.key, side]));
}

async function copy(fields: ConflictField[]): Promise<void> {
  await navigator.clipboard.writeText(fields.map((field) => `${field.label}\n${field.mine}`).join("\n\n"));
  await toast(t("conflict.copied"));
}
