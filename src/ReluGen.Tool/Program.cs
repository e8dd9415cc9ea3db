using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace ReluGen.Tool;

/// <summary>The process: standard streams and exit code. Everything else starts in <see cref="CommandLine"/>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (!Console.IsOutputRedirected)
        {
            return await CommandLine.RunAsync(args, new Terminal(Console.Out, Console.Error));
        }

        // Console.Out flushes after every write; a pipe or file is better served by a large buffer.
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        return await CommandLine.RunAsync(args, new Terminal(output, Console.Error));
    }
}
