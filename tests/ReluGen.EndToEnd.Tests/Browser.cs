using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace ReluGen.EndToEnd.Tests;

/// <summary>The Chromium of this machine: RELUGEN_CHROMIUM, else one on the path. Playwright's own is not downloaded.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string? Executable = Find();

    /// <summary>Why tests of pages were skipped; null where they run.</summary>
    public static string? SkipReason { get; } =
        Executable is null ? "there is no Chromium: install one, or set RELUGEN_CHROMIUM to its path, to run the tests of pages" : null;

    /// <summary>Starts it without a window.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = ["--no-sandbox"] });

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RELUGEN_CHROMIUM") is { Length: > 0 } stated)
        {
            return stated;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

/// <summary>A fact about a page: reported as skipped, with the reason, where there is no browser.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.SkipReason;
}
