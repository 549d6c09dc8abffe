import { Navigate } from "react-router";

/** ToDesk leads to the first page. */
export function ToDesk() {
  return <Navigate to="/" replace />;
}
