import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@/shared/theme/global.css";
import { MantineProvider, localStorageColorSchemeManager } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { createQueryClient } from "@/shared/api/query-client";
import { loginLink } from "@/shared/lib/login-link";
import { theme } from "@/shared/theme/theme";
import { createRouter } from "./router";

const queryClient = createQueryClient(() => {
  const { pathname, search } = router.state.location;
  if (pathname !== "/login") void router.navigate(loginLink(pathname + search), { replace: true });
});
const router = createRouter(queryClient);
const colorSchemeManager = localStorageColorSchemeManager({ key: "arboretum-color-scheme" });
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root.");

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemeManager}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <Notifications position="top-right" limit={4} className="notices" />
    </MantineProvider>
  </StrictMode>,
);
