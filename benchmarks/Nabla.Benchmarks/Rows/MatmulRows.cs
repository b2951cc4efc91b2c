using Nabla.Kernels;

namespace Nabla.Benchmarks.Rows;

/// <summary>matmul/*: C = A·B, float32; n is a matrix as it lies, t one whose transpose lies in memory.</summary>
internal static class MatmulRows
{
    public static IEnumerable<Row> All =>
    [
        Make("matmul/512", 512, 512, 512),
        Make("matmul/1024", 1024, 1024, 1024),
        Make("matmul/2048", 2048, 2048, 2048),
        Make("matmul/512-1t", 512, 512, 512, threads: 1),
        Make("matmul/1024-1t", 1024, 1024, 1024, threads: 1),
        Make("matmul/2048-1t", 2048, 2048, 2048, threads: 1),
        Make("matmul/128x784x512", 128, 784, 512),
        Make("matmul/128x784x512-tn", 784, 128, 512, transposeA: true),
        Make("matmul/128x784x512-nt", 128, 512, 784, transposeB: true),
        Make("matmul/1x784x512", 1, 784, 512),
    ];

    private static Row Make(string name, int m, int k, int n, bool transposeA = false, bool transposeB = false, int threads = 0) => new(name, () =>
    {
        Block a = new(m * k, 1), b = new(k * n, 2), c = new(m * n);
        long[] lengthsA = [m, k], stridesA = transposeA ? [1, m] : [k, 1];
        long[] lengthsB = [k, n], stridesB = transposeB ? [1, k] : [n, 1];
        long[] lengthsC = [m, n], stridesC = [n, 1];
        return () => Gemm.Multiply(a.Matrix(lengthsA, stridesA), b.Matrix(lengthsB, stridesB), c.Matrix(lengthsC, stridesC));
    })
    {
        Flops = 2.0 * m * n * k,
        Bytes = 4.0 * (((double)m * k) + ((double)k * n) + ((double)m * n)),
        Threads = threads,
        Torch = new(
            $"a = torch.rand({(transposeA ? $"{k}, {m}).t()" : $"{m}, {k})")}; b = torch.rand({(transposeB ? $"{n}, {k}).t()" : $"{k}, {n})")}; c = torch.empty({m}, {n})",
            "torch.mm(a, b, out=c)"),
    };
}
