import { Button, Group } from "@mantine/core";
import { formatDay } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import type { Post } from "../api";
import classes from "./People.module.css";

/** Props of PostList; onAct is asked to end or to prolong one of the posts. */
interface Props {
  posts: Post[];
  onAct: (post: Post, kind: "end" | "prolong") => void;
}

/** PostList shows every post somebody ever held (vị trí công tác), the latest first, as they are dated. */
export function PostList({ posts, onAct }: Props) {
  return (
    <ul className={classes.posts}>
      {posts.map((post) => (
        <li key={post.id} className={classes.post} data-when={post.when}>
          <div>
            <div className={classes.postTitle}>{post.title}</div>
            <div className={classes.second}>{post.unit.name}</div>
            {post.charge.length > 0 && (
              <div className={classes.second}>
                {t("people.charge.of", { units: post.charge.map(({ shortName }) => shortName).join(", ") })}
              </div>
            )}
            <div className={classes.second}>{paperText(post)}</div>
          </div>
          <div className={classes.days}>
            <div>{formatDay(post.from)}</div>
            <div>{post.to === undefined ? t("people.noEnd") : t("people.until", { day: formatDay(post.to) })}</div>
          </div>
          <div className={classes.postKind}>
            <div>{t(post.primary ? "people.primary" : "people.beside")}</div>
            <div className={classes.second}>{t(`people.when.${post.when}`)}</div>
          </div>
          {post.acts.length > 0 && (
            <Group gap="xs" className={classes.postActs}>
              {post.acts.includes("prolong") && (
                <Button variant="default" size="xs" onClick={() => onAct(post, "prolong")}>
                  {t("people.kind.prolong")}
                </Button>
              )}
              {post.acts.includes("end") && (
                <Button variant="default" size="xs" onClick={() => onAct(post, "end")}>
                  {t("people.kind.end")}
                </Button>
              )}
            </Group>
          )}
        </li>
      ))}
    </ul>
  );
}

/** paperText says by which decisions a post began and ended. */
function paperText(post: Post): string {
  const said = (kind: string | undefined, number: string | undefined) =>
    kind === undefined || kind === ""
      ? undefined
      : [tx(`people.kind.${kind}`, "people.kind.appoint"), number].filter(Boolean).join(" ");
  const began = said(post.kind, post.paper.number);
  const ended = said(post.endKind, post.endedBy?.number);
  return [began, ended === undefined ? undefined : t("people.endedBy", { what: ended })].filter(Boolean).join(". ");
}
