import { Button, Group, Select, SimpleGrid, Stack } from "@mantine/core";
import { useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { useFaultFocus } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import type { Decision, DecisionKind, Post, Profile } from "../api";
import { useDecide } from "../queries";
import { PaperFields } from "./PaperFields";
import classes from "./People.module.css";
import { PostFields } from "./PostFields";

/** Props of DecisionForm; post and kind are given where one post is ended or prolonged. */
interface Props {
  person: Profile;
  post?: Post;
  kind?: "end" | "prolong";
  onDone: () => void;
}

const giving: DecisionKind[] = ["promote", "transfer", "second", "concurrent", "appoint"];

/** kindsFor are the decisions that somebody's state allows. */
export function kindsFor(person: Pick<Profile, "posts">): DecisionKind[] {
  const held = person.posts.some((post) => post.primary && post.when !== "over" && post.when !== "void");
  return held ? ["promote", "transfer", "second", "concurrent", "leave", "retire", "die"] : ["appoint", "concurrent"];
}

/** DecisionForm writes down a personnel decision (quyết định): what it does to the posts, from when, by which document. */
export function DecisionForm({ person, post, kind: fixed, onDone }: Props) {
  const primary = person.posts.find((one) => one.primary && one.when === "now");
  const kinds = kindsFor(person);
  const [kind, setKind] = useState<DecisionKind>(fixed ?? kinds[0] ?? "appoint");
  const [given, setGiven] = useState({
    unit: primary?.unit.id ?? person.unit.id,
    role: primary?.role ?? "officer",
    title: primary?.title ?? "",
    charge: [] as string[],
  });
  const [paper, setPaper] = useState({ number: "", documentOn: "" });
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const decide = useDecide();
  const errors = fieldErrors(decide.error);
  const form = useFaultFocus(decide.error);
  const gives = giving.includes(kind);
  const ends = kind === "second" || kind === "concurrent" || !gives;
  const send = () => {
    if (decide.isPending) return;
    decide.mutate(
      {
        id: person.id,
        version: person.version,
        kind,
        post: post?.id,
        postVersion: post?.version,
        ...(gives && { ...given, role: given.role as Decision["role"], from: dayOfText(from) || undefined }),
        to: ends ? dayOfText(to) || undefined : undefined,
        number: paper.number.trim() || undefined,
        documentOn: dayOfText(paper.documentOn) || undefined,
      },
      {
        onSuccess: () => {
          onDone();
          void toast(t("people.decided", { kind: t(`people.kind.${kind}`), name: person.name }));
        },
      },
    );
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="sm">
        {fixed === undefined ? (
          <Select
            label={t("people.kind")}
            required
            allowDeselect={false}
            data={kinds.map((value) => ({ value, label: t(`people.kind.${value}`) }))}
            value={kind}
            onChange={(next) => next !== null && setKind(next)}
            error={errors.kind}
          />
        ) : (
          <p className={classes.lead}>
            {post?.title}, {post?.unit.name}
          </p>
        )}
        <p className={classes.quiet}>{t(`people.kind.${kind}.text`)}</p>
        {gives && <PostFields value={given} onChange={setGiven} errors={errors} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {gives && <DayInput label={t("people.from")} required value={from} onChange={setFrom} error={errors.from} />}
          {ends && (
            <DayInput
              label={t(gives || kind === "prolong" ? "people.to" : "people.lastDay")}
              description={kind === "concurrent" || kind === "prolong" ? t("people.to.open") : undefined}
              required={kind !== "concurrent" && kind !== "prolong"}
              value={to}
              onChange={setTo}
              error={errors.to}
            />
          )}
        </SimpleGrid>
        <PaperFields value={paper} onChange={setPaper} errors={errors} />
        {decide.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(decide.error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={decide.isPending}>
            {t("people.decide.send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
