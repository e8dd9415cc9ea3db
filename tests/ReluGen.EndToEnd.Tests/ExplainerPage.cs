using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using ReluGen.Tests.Shared.Services;

namespace ReluGen.EndToEnd.Tests;

/// <summary>The service of sample Explainer and a browser, for all tests of its page; neither where there is no browser.</summary>
public sealed class ExplainerPage : IAsyncLifetime
{
    /// <summary>Milliseconds: on a machine that builds beside the tests a page has taken more than the half minute that is usual.</summary>
    private const float Patience = 180_000;

    private ExplainerService? service;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (Browser.SkipReason is null)
        {
            service = await ExplainerService.StartAsync("dotnet", [SampleTests.PathOf("Explainer")]);
            playwright = await Playwright.CreateAsync();
            browser = await Browser.LaunchAsync(playwright);
        }
    }

    /// <summary>Opens the page in a new tab.</summary>
    /// <param name="onError">Gets what the page writes as an error, what it throws, and every address that it asks for and that is not the service's.</param>
    public async Task<IPage> OpenAsync(Action<string> onError)
    {
        string address = service!.Client.BaseAddress!.ToString();
        IPage page = await browser!.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => onError(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                onError(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && request.Url != "data:,")
            {
                onError(request.Url);
            }
        };
        await page.GotoAsync(address);
        return page;
    }

    public async Task DisposeAsync()
    {
        await (browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        playwright?.Dispose();
        service?.Dispose();
    }
}
