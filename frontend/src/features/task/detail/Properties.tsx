import { IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import type { PersonRef, Task, UnitRef } from "@/shared/api/types";
import { formatDay, formatInstant } from "@/shared/format/date";
import { formatDecimal, formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { SourceScan } from "../files/SourceScan";
import { Readers } from "../parts/Readers";
import { ChangeUrgency } from "../parts/UrgencyDialog";
import { holderLine } from "./Holder";
import classes from "./Properties.module.css";
import { WatchToggle } from "./WatchToggle";

/** Props of Properties; horizontal puts the names beside the values, for the panel and the phone. */
interface Props {
  task: Task;
  today: string;
  horizontal?: boolean;
}

/** Properties are the facts of a task: source, people, product with its conversion, urgency. */
export function Properties({ task, today, horizontal = false }: Props) {
  return (
    <dl className={classes.list} data-horizontal={horizontal || undefined}>
      {task.parent !== undefined && (
        <Item name={t("task.parent")}>
          <Link to={`/tasks/${task.parent.id}`}>{task.parent.title}</Link>
          <span className={classes.second}>{task.parent.code}</span>
        </Item>
      )}
      {task.documentInfo !== undefined && (
        <Item name={t("task.document")}>
          <SourceLine document={task.documentInfo} />
          <SourceScan task={task.id} />
        </Item>
      )}
      <Item name={t("task.assigner")}>
        <Person person={task.assignedBy} />
      </Item>
      <Item name={t("task.lead")}>
        {task.lead.person === undefined ? <UnitName unit={task.lead.unit} /> : <Person person={task.lead.person} />}
        {task.seenAt !== undefined && (
          <span className={classes.second}>{t("task.seen", { time: formatInstant(task.seenAt) })}</span>
        )}
      </Item>
      {task.approver.id !== task.assignedBy.id && (
        <Item name={t("task.approver")}>
          <Person person={task.approver} />
        </Item>
      )}
      {task.coordinators.length > 0 && (
        <Item name={t("task.coordinators")}>
          <ul className={classes.parties}>
            {task.coordinators.map(({ unit, person, share }) => (
              <li key={person?.id ?? unit.id} className={classes.party}>
                {person === undefined ? <UnitName unit={unit} /> : <Person person={person} />}
                {share !== undefined && <span className={classes.share}>{share}%</span>}
              </li>
            ))}
          </ul>
        </Item>
      )}
      <Item name={t("task.product")}>
        <ProductLine task={task} />
      </Item>
      {horizontal && task.waiting.length > 0 && <Item name={t("task.holder")}>{holderLine(task, today)}</Item>}
      <Item name={t("task.urgency")}>
        {t(`urgency.${task.urgency}`)} <span className={classes.quiet}>{t("task.urgency.noPoints")}</span>
        {task.mayUrge === true && <ChangeUrgency task={task} />}
      </Item>
      {(task.informed.length > 0 || task.mayInform === true) && (
        <Item name={t("task.informed")}>
          <Readers task={task} />
        </Item>
      )}
      {(task.followers ?? []).length > 0 && (
        <Item name={t("task.followers")}>{(task.followers ?? []).map(({ name }) => name).join(", ")}</Item>
      )}
      {(task.watching || (task.mayWatch && task.state !== "draft")) && (
        <Item name={t("task.watch")}>
          <WatchToggle task={task} />
        </Item>
      )}
    </dl>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.item}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** SourceLine names the source document; its abstract opens below it. */
function SourceLine({ document }: { document: NonNullable<Task["documentInfo"]> }) {
  return (
    <details className={classes.source}>
      <summary>
        <span className={classes.number}>{document.number}</span>, {formatDay(document.date)}
        <IconChevronDown className={classes.chevron} size={14} stroke={1.6} aria-hidden />
        <span className={classes.second}>{document.issuer}</span>
      </summary>
      {document.abstract}
    </details>
  );
}

function Person({ person }: { person: PersonRef }) {
  const me = useMe();
  return (
    <span className={classes.person}>
      <PersonAvatar name={person.name} own={person.id === me.id} size={22} />
      <span>
        {person.name}
        {person.title !== undefined && <span className={classes.second}>{person.title}</span>}
      </span>
    </span>
  );
}

function UnitName({ unit }: { unit: UnitRef }) {
  return <span>{unit.name}</span>;
}

/** ProductLine shows where the converted quantity comes from: "1 văn bản × K 18 = 18,00". */
function ProductLine({ task }: { task: Task }) {
  const { product, productInfo, quantity, converted } = task;
  const points = { points: formatQuantity(productInfo.points), divisor: formatQuantity(productInfo.divisor) };
  return (
    <>
      <span>
        {product.name} <span className={classes.code}>{product.code}</span>
      </span>
      <span className={classes.formula}>
        <strong>{formatQuantity(quantity)}</strong> {product.unit} × <strong>{formatQuantity(product.k)}</strong>{" "}
        {t("task.coefficient")} = <strong>{formatDecimal(converted)}</strong>
      </span>
      <span className={classes.second}>
        {productInfo.group === undefined
          ? t("task.product.free", points)
          : t("task.product.catalogue", { ...points, version: productInfo.catalogueVersion, group: productInfo.group })}
      </span>
    </>
  );
}
