import type { QueryClient } from "@tanstack/react-query";
import { createBrowserRouter } from "react-router";
import { startQuery } from "@/features/graph/api/graph-calls";
import { startOf } from "@/features/graph/model/start";
import { NotFound } from "@/shared/ui/not-found";
import { HomePage } from "./home-page";
import { RouteError } from "./route-error";
import { Shell } from "./shell/shell";

export const createRouter = (client: QueryClient) =>
  createBrowserRouter([
    {
      path: "/login",
      lazy: async () => ({ Component: (await import("@/features/login/login-page")).LoginPage }),
      errorElement: <RouteError />,
      hydrateFallbackElement: <></>,
    },
    {
      element: <Shell />,
      errorElement: <RouteError />,
      // Nothing is shown while the first page's own chunk loads; the bar and the rail would only flash.
      hydrateFallbackElement: <></>,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            { index: true, element: <HomePage /> },
            {
              path: "search",
              lazy: async () => ({ Component: (await import("@/features/search/search-page")).SearchPage }),
            },
            {
              path: "library",
              lazy: async () => ({ Component: (await import("@/features/library/library-page")).LibraryPage }),
            },
            {
              path: "papers/*",
              lazy: async () => ({ Component: (await import("@/features/paper/paper-page")).PaperPage }),
            },
            {
              path: "collections",
              lazy: async () => ({ Component: (await import("@/features/collection/collections-page")).CollectionsPage }),
            },
            {
              path: "collections/:id",
              lazy: async () => ({ Component: (await import("@/features/collection/collection-page")).CollectionPage }),
            },
            {
              path: "trees",
              lazy: async () => ({ Component: (await import("@/features/trees/trees-page")).TreesPage }),
            },
            {
              path: "trees/:id",
              lazy: async () => ({ Component: (await import("@/features/trees/tree-page")).TreePage }),
            },
            {
              path: "breed",
              lazy: async () => ({ Component: (await import("@/features/breeding/breed-page")).BreedPage }),
            },
            {
              path: "breedings/:id",
              lazy: async () => ({ Component: (await import("@/features/breeding/breeding-page")).BreedingPage }),
            },
            {
              path: "topics",
              lazy: async () => ({ Component: (await import("@/features/topics/topics-page")).TopicsPage }),
            },
            {
              path: "topics/:number",
              lazy: async () => ({ Component: (await import("@/features/topics/topic-page")).TopicPage }),
            },
            {
              path: "experiments",
              lazy: async () => ({ Component: (await import("@/features/experiments/experiments-page")).ExperimentsPage }),
            },
            {
              path: "experiments/:key",
              lazy: async () => ({ Component: (await import("@/features/experiments/experiment-page")).ExperimentPage }),
            },
            {
              path: "runs/compare",
              lazy: async () => ({ Component: (await import("@/features/experiments/compare/compare-page")).ComparePage }),
            },
            {
              path: "runs/:id",
              lazy: async () => ({ Component: (await import("@/features/experiments/run/run-page")).RunPage }),
            },
            {
              path: "graph/*",
              // What the address asks for comes while the page's own chunk does.
              loader: ({ request }) => {
                void client.prefetchQuery({ ...startQuery(startOf(new URL(request.url).searchParams)), staleTime: Infinity });
                return null;
              },
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await import("@/features/graph/view/graph-page")).GraphPage }),
            },
            { path: "jobs", lazy: async () => ({ Component: (await import("@/features/jobs/jobs-page")).JobsPage }) },
            { path: "jobs/:id", lazy: async () => ({ Component: (await import("@/features/jobs/job-page")).JobPage }) },
            { path: "*", element: <NotFound /> },
          ],
        },
      ],
    },
  ]);
