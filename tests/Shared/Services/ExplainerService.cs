using System;
using System.Diagnostics;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;

namespace ReluGen.Tests.Shared.Services;

/// <summary>The service of sample Explainer in a process of its own, on a port that is free.</summary>
internal sealed class ExplainerService : IDisposable
{
    /// <summary>A passenger: the first of the README.</summary>
    public const string Allen = """{"pclass":1,"female":1,"age":29,"sibsp":0,"parch":0,"alone":1}""";

    private const string Listening = "Now listening on: ";

    private readonly Process process;

    private ExplainerService(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    /// <summary>Asks the service.</summary>
    public HttpClient Client { get; }

    /// <summary>Bytes of memory that the service holds now.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>How long its threads ran.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and waits until it listens.</summary>
    /// <param name="program">An executable.</param>
    /// <param name="arguments">Its arguments before those that say where to listen.</param>
    /// <param name="settings">Environment variables.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened.</exception>
    public static async Task<ExplainerService> StartAsync(string program, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(program, [.. arguments, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int place = line.IndexOf(Listening, StringComparison.Ordinal);
            if (place >= 0)
            {
                // Whatever else it logs must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                return new ExplainerService(process, new Uri(line[(place + Listening.Length)..]));
            }
        }

        process.Dispose();
        throw new InvalidOperationException("The service ended before it listened.");
    }

    /// <summary>Sends a JSON body.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string body) => Client.PostAsync(path, Json(body));

    /// <summary>A JSON body.</summary>
    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        Client.Dispose();
    }
}
