import { IconBooks } from "@tabler/icons-react";
import type { Feature } from "@/shared/feature";
import { catalogueKeys } from "./queries";
import { catalogueWords } from "./words";

/** catalogue brings the products with their coefficients (danh mục sản phẩm, công việc), and their approval. */
export const catalogue: Feature = {
  routes: [{ path: "catalogue", lazy: async () => ({ Component: (await import("./screens")).CataloguePage }) }],
  nav: [
    {
      to: "/catalogue",
      label: "nav.catalogue",
      icon: IconBooks,
      keys: "g m",
      // Who keeps it, and those at the head of the agency, who approve.
      shown: (me) =>
        me.roles.includes("hr") ||
        me.roles.includes("admin") ||
        (me.unitPath.length === 1 && (me.roles.includes("head") || me.roles.includes("deputy"))),
    },
  ],
  words: [catalogueWords],
  topics: { product: { keys: () => [catalogueKeys.all] } },
};
