namespace Nabla.Kernels;

/// <summary>The places of a strided view's elements, one after another in row-major order.</summary>
/// <remarks>For what is too rare or too irregular for a kernel of its own: text, printing, conversions to nested arrays.</remarks>
internal static class Positions
{
    internal static IEnumerable<long> Of(ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides, long offset) => Walk(lengths.ToArray(), strides.ToArray(), offset);

    static IEnumerable<long> Walk(long[] lengths, long[] strides, long at)
    {
        if (Array.IndexOf(lengths, 0) >= 0)
        {
            yield break;
        }

        var index = new long[lengths.Length];
        while (true)
        {
            yield return at;
            int k = lengths.Length - 1;
            for (; k >= 0; k--)
            {
                at += strides[k];
                if (++index[k] < lengths[k])
                {
                    break;
                }

                at -= strides[k] * lengths[k];
                index[k] = 0;
            }

            if (k < 0)
            {
                yield break;
            }
        }
    }
}
