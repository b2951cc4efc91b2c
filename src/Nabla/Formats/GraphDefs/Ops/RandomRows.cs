using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Random numbers: TensorFlow's own, bit for bit, where the graph gives the seeds.</summary>
static class RandomRows
{
    public static void AddTo(OpTable table)
    {
        foreach (var (name, kind) in ((string, RandomKind)[])[("RandomUniform", RandomKind.Uniform), ("RandomStandardNormal", RandomKind.Normal), ("TruncatedNormal", RandomKind.TruncatedNormal)])
        {
            table.Add(name, "T -> dtype", n => Filled(n.Type("dtype"), n.Shape(0), kind, Next(n, n.Shape(0).Size, kind)), Effect.WritesState);
            var stateless = name == "RandomStandardNormal" ? "StatelessRandomNormal" : "Stateless" + name;
            table.Add(stateless, "T, Tseed -> dtype=float32", n => Filled(n.Type("dtype", ElementType.Float32), n.Shape(0), kind, Seeded(n, 1)));
            table.Add(stateless + "V2", "Tshape, uint64, uint64, int32 -> dtype=float32", n => Filled(n.Type("dtype", ElementType.Float32), n.Shape(0), kind, Given(n, 1)));
        }
        table.Add("RandomUniformInt", "T, Tout, Tout -> Tout", n => Integers(n, n.Shape(0), 1, Next(n, n.Shape(0).Size, RandomKind.Bits)), Effect.WritesState);
        table.Add("StatelessRandomUniformInt", "T, Tseed, dtype, dtype -> dtype", n => Integers(n, n.Shape(0), 2, Seeded(n, 1)));
        table.Add("StatelessRandomUniformIntV2", "Tshape, uint64, uint64, int32, dtype, dtype -> dtype", n => Integers(n, n.Shape(0), 4, Given(n, 1)));
        table.Add("StatelessRandomGetKeyCounter", "Tseed -> key:uint64, counter:uint64", n => KeyAndCounter(n));
        table.Add("StatelessRandomGetKeyCounterAlg", "Tseed -> key:uint64, counter:uint64, alg:int32", n => [.. KeyAndCounter(n), Tensor.Constant(1)]);
        table.Add("StatelessRandomGetAlg", "-> int32", n => n.Count == 0 ? Tensor.Constant(1) : n[0]);
        table.Add("RandomShuffle", "T -> T", Shuffle, Effect.WritesState);
        table.Add("Multinomial", "T, int32 -> output_dtype=int64", Multinomial, Effect.WritesState);
    }

    /// <summary>The generator of a node in this session, which goes on from run to run.</summary>
    static Philox Next(ImportedCall n, long size, RandomKind kind)
    {
        var state = VariableRows.State.Resource(n.Node, () => new RandomState(First(n)));
        // As TensorFlow reserves them: four numbers a counter, and many for those that may be drawn again.
        return state.Take((ulong)(kind == RandomKind.TruncatedNormal ? size * 64 : ((size + 3) / 4 * (kind == RandomKind.Normal ? 2 : 1)) + 1));
    }

    static Philox First(ImportedCall n)
    {
        var (seed, seed2) = (n.Attributes.Int("seed", 0), n.Attributes.Int("seed2", 0));
        if (seed != 0 || seed2 != 0) return Philox.FromAttributes(seed, seed2);
        return SeedGenerator.Philox(SeedGenerator.Global.Next());
    }

    static Philox Seeded(ImportedCall n, int index) => n.Longs(index) is [var first, var second] ? Philox.FromSeed(first, second) : throw n.Bad("a seed of two numbers is expected");

    static Philox Given(ImportedCall n, int index)
    {
        var (key, counter, algorithm) = (n[index].ToArray<ulong>(), n[index + 1].ToArray<ulong>(), n.Int(index + 2));
        if (key.Length != 1 || counter.Length != 2) throw n.Bad("a key of one number and a counter of two are expected");
        return algorithm is 1 or 3 ? new(key[0], counter[0], counter[1]) : throw n.Bad($"algorithm {algorithm}: Philox (1) is expected");
    }

    static Tensor[] KeyAndCounter(ImportedCall n)
    {
        var generator = Seeded(n, 0);
        return [Tensor.Constant<ulong>([generator.Key]), Tensor.Constant<ulong>([generator.Low, generator.High])];
    }

    static Tensor Filled(ElementType type, Shape shape, RandomKind kind, Philox generator)
    {
        var y = Tensor.Allocate(type, shape);
        switch (type)
        {
            case ElementType.Float32: Fill<float>(kind, generator, y); break;
            case ElementType.Float64: Fill<double>(kind, generator, y); break;
            case ElementType.Float16: Fill<Half>(kind, generator, y); break;
            case ElementType.BFloat16: Fill<BFloat16>(kind, generator, y); break;
            default: throw new ElementTypeException($"Random numbers of type {type.Name}: floating types are drawn.");
        }
        return y;
    }

    static void Fill<T>(RandomKind kind, Philox generator, Tensor y)
        where T : unmanaged
    {
        if (kind == RandomKind.Uniform) RandomFill.Uniform(generator, y.Elements<T>());
        else if (kind == RandomKind.Normal) RandomFill.Normal(generator, y.Elements<T>());
        else RandomFill.TruncatedNormal(generator, y.Elements<T>());
    }

    static Tensor Integers(ImportedCall n, Shape shape, int low, Philox generator)
    {
        var type = n[low].ElementType;
        var y = Tensor.Allocate(type, shape);
        if (type == ElementType.Int32) RandomFill.Integers(generator, n[low].ToScalar<int>(), n[low + 1].ToScalar<int>(), y.Elements<int>());
        else if (type == ElementType.Int64) RandomFill.Integers(generator, n[low].ToScalar<long>(), n[low + 1].ToScalar<long>(), y.Elements<long>());
        else if (type == ElementType.UInt32) RandomFill.Integers(generator, n[low].ToScalar<uint>(), n[low + 1].ToScalar<uint>(), y.Elements<uint>());
        else if (type == ElementType.UInt64) RandomFill.Integers(generator, n[low].ToScalar<ulong>(), n[low + 1].ToScalar<ulong>(), y.Elements<ulong>());
        else throw new ElementTypeException($"{n.Node.Type}: {type.Name}: int32, int64, uint32 or uint64 are drawn.");
        return y;
    }

    /// <summary>The rows in an order of which each is as likely: sorted by random numbers.</summary>
    static Tensor Shuffle(ImportedCall n)
    {
        if (n[0].Rank == 0 || n[0].Shape[0] < 2) return n[0];
        var keys = Filled(ElementType.Float64, n[0].Shape[..1], RandomKind.Uniform, Next(n, 2 * n[0].Shape[0], RandomKind.Uniform));
        return n[0].Gather(keys.ArgSort());
    }

    /// <summary>Classes by their logits: the largest of logits with Gumbel noise.</summary>
    static Tensor Multinomial(ImportedCall n)
    {
        var (logits, count) = (n[0], n.Int(1));
        if (logits.Rank != 2 || count < 0 || logits.Shape[1] == 0) throw n.Bad($"{count} samples of logits {logits.Shape}: [batch, classes] is expected");
        var shape = Shape.Of([logits.Shape[0], count, logits.Shape[1]]);
        var uniform = Filled(ElementType.Float64, shape, RandomKind.Uniform, Next(n, 2 * shape.Size, RandomKind.Uniform));
        var noise = -(-(1 - uniform).Log()).Log();
        return (logits.Cast(ElementType.Float64).ExpandDims(1) + noise).ArgMax(-1).Cast(n.Type("output_dtype", ElementType.Int64));
    }
}

/// <summary>Where a random node of a session stands.</summary>
sealed class RandomState(Philox first)
{
    readonly Lock gate = new();
    Philox next = first;

    /// <summary>The generator for so many counters; the next one goes on behind them.</summary>
    public Philox Take(ulong count)
    {
        lock (gate)
        {
            var taken = next;
            next = next.Skip(count);
            return taken;
        }
    }
}
