import { Button } from "@mantine/core";
import { IconBooks, IconTableImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { ExportButton } from "@/shared/ui/ExportButton";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "../components/Catalogue.module.css";
import { Proposals } from "../components/Proposals";
import { standingQuery } from "../queries";

/** CataloguePage is Danh mục sản phẩm, công việc: what waits for a second person, and what is in use. */
export function CataloguePage() {
  const query = useQuery(standingQuery());
  const items = query.data?.items ?? [];
  const proposed = items.filter((item) => item.proposed !== undefined);
  const approved = items.flatMap((item) => (item.approved === undefined ? [] : [item.approved]));
  return (
    <Page
      title={t("nav.catalogue")}
      signed
      actions={
        <>
          <ExportButton path="/catalogue/export" query={{}} />
          {query.data?.propose && (
            <Button
              variant="default"
              component={Link}
              to="/import?table=products"
              leftSection={<IconTableImport size={16} aria-hidden />}
            >
              {t("catalogue.import")}
            </Button>
          )}
        </>
      }
    >
      {query.isPending && <SkeletonRows />}
      {query.isError && query.data === undefined && (
        <ErrorState title={t("catalogue.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {proposed.length > 0 && <Proposals items={proposed} approve={query.data?.approve ?? false} />}
      {query.isSuccess && (
        <>
          <SectionTitle title={t("catalogue.used")} count={approved.length} />
          {approved.length === 0 ? (
            <EmptyState icon={IconBooks} title={t("catalogue.none")} text={t("catalogue.none.text")} />
          ) : (
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t("catalogue.code")}</th>
                  <th scope="col">{t("catalogue.name")}</th>
                  <th scope="col">{t("catalogue.unit")}</th>
                  <th scope="col" data-number>
                    {t("catalogue.group")}
                  </th>
                  <th scope="col" data-number>
                    {t("catalogue.points")}
                  </th>
                  <th scope="col" data-number>
                    {t("catalogue.k")}
                  </th>
                  <th scope="col" data-number>
                    {t("catalogue.norm")}
                  </th>
                  <th scope="col">{t("catalogue.document")}</th>
                </tr>
              </thead>
              <tbody>
                {approved.map((product) => (
                  <tr key={product.id}>
                    <th scope="row">{product.code}</th>
                    <td className={classes.name}>{product.name}</td>
                    <td data-label={t("catalogue.unit")}>{product.unit}</td>
                    <td data-number data-label={t("catalogue.group")}>
                      {product.group}
                    </td>
                    <td data-number data-label={t("catalogue.points")}>
                      {formatQuantity(product.points)}
                    </td>
                    <td data-number data-label={t("catalogue.k")}>
                      {formatQuantity(product.k)}
                    </td>
                    <td data-number data-label={t("catalogue.norm")}>
                      {product.normDays}
                    </td>
                    <td className={classes.doc}>
                      {product.docNo}
                      <span className={classes.second}>{t("catalogue.version", { n: product.version })}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </Page>
  );
}
