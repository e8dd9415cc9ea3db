using System;
using System.Runtime.InteropServices;

namespace ReluGen.Benchmarks.Peers;

/// <summary>The few functions of ONNX Runtime's C API that are called here, by their place in its table of functions.</summary>
internal sealed unsafe class OrtApi
{
    // Places never change: the table only grows (onnxruntime_c_api.h). The version asked for is one that has all of them.
    private const uint Version = 14;
    private const int GetErrorMessage = 2, CreateEnv = 3, CreateSessionFromArray = 8, RunSession = 9, CreateSessionOptions = 10;
    private const int SetIntraOpThreads = 24, SetInterOpThreads = 25, CreateTensor = 49, CreateCpuMemoryInfo = 69;
    private const int ReleaseStatus = 93;

    private const int OnlyWarnings = 2, DeviceAllocator = 0, DefaultMemory = 0, FloatElements = 1;

    private readonly nint* table;

    private OrtApi(nint* table) => this.table = table;

    /// <summary>Loads the library.</summary>
    /// <exception cref="MissingPeerException">It is not ONNX Runtime, or cannot be loaded.</exception>
    public static OrtApi Load(string path)
    {
        if (!NativeLibrary.TryLoad(path, out nint library) || !NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint entry))
        {
            throw new MissingPeerException($"{System.IO.Path.GetFileName(path)} cannot be loaded");
        }

        nint* entries = ((delegate* unmanaged<nint*>)entry)();
        nint* table = ((delegate* unmanaged<uint, nint*>)entries[0])(Version);
        return table == null ? throw new MissingPeerException("this ONNX Runtime is too old") : new OrtApi(table);
    }

    /// <summary>Opens a session on one thread. It lives as long as the process.</summary>
    public nint OpenSession(ReadOnlySpan<byte> model)
    {
        nint environment, options, session;
        fixed (byte* name = "benchmark\0"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)table[CreateEnv])(OnlyWarnings, name, &environment));
        }

        Check(((delegate* unmanaged<nint*, nint>)table[CreateSessionOptions])(&options));
        Check(((delegate* unmanaged<nint, int, nint>)table[SetIntraOpThreads])(options, 1));
        Check(((delegate* unmanaged<nint, int, nint>)table[SetInterOpThreads])(options, 1));
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)table[CreateSessionFromArray])(environment, bytes, (nuint)model.Length, options, &session));
        }

        return session;
    }

    /// <summary>A tensor over memory of the caller.</summary>
    public nint Tensor(float* values, int rows, int columns)
    {
        nint memory, tensor;
        Check(((delegate* unmanaged<int, int, nint*, nint>)table[CreateCpuMemoryInfo])(DeviceAllocator, DefaultMemory, &memory));
        long* shape = stackalloc long[] { rows, columns };
        nuint bytes = (nuint)rows * (nuint)columns * sizeof(float);
        Check(((delegate* unmanaged<nint, float*, nuint, long*, nuint, int, nint*, nint>)table[CreateTensor])(memory, values, bytes, shape, 2, FloatElements, &tensor));
        return tensor;
    }

    /// <summary>Runs a session with one input and one output, both made before.</summary>
    public void Run(nint session, byte** inputName, nint input, byte** outputName, nint output) =>
        Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)table[RunSession])(session, 0, inputName, &input, 1, outputName, 1, &output));

    /// <summary>An array of one C string, for the life of the process.</summary>
    public static byte** Names(string name)
    {
        byte** names = (byte**)NativeMemory.Alloc((nuint)sizeof(byte*));
        names[0] = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        return names;
    }

    private void Check(nint status)
    {
        if (status != 0)
        {
            byte* message = ((delegate* unmanaged<nint, byte*>)table[GetErrorMessage])(status);
            string text = Marshal.PtrToStringUTF8((nint)message) ?? "";
            ((delegate* unmanaged<nint, void>)table[ReleaseStatus])(status);
            throw new InvalidOperationException("ONNX Runtime: " + text);
        }
    }
}
