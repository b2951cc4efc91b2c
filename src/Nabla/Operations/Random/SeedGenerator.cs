using System.Security.Cryptography;

namespace Nabla;

/// <summary>The state from which a layer or a program draws its random seeds; a Variable, so that it is saved and resumed with a model.</summary>
/// <remarks>Each draw takes the present state (seed, counter) and counts up: equal seeds give equal sequences on every machine.</remarks>
public sealed class SeedGenerator
{
    static SeedGenerator global = new(RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>A generator.</summary>
    /// <param name="seed">Decides the sequence; drawn from the global generator by default.</param>
    /// <param name="name">A name for its state.</param>
    public SeedGenerator(int? seed = null, string name = "seed_generator")
    {
        // Its state belongs to the program, whatever is being recorded.
        using var engine = Engine.Use(null);
        Seed = seed ?? Global.NextSeed();
        State = new Variable(Tensor.Constant<uint>([unchecked((uint)Seed), 0]), trainable: false, $"{name}/seed_generator_state");
    }

    /// <summary>The generator that everything without a seed of its own draws from.</summary>
    public static SeedGenerator Global => global;

    /// <summary>What it started with.</summary>
    public int Seed { get; }

    /// <summary>Seed and counter, uint32 [2].</summary>
    public Variable State { get; }

    /// <summary>Sets the global seed: from here on, everything without a seed of its own is a function of this one.</summary>
    public static void SetGlobal(int seed) => global = new(seed);

    /// <summary>The seed of the next draw, uint32 [2]; counts up.</summary>
    public Tensor Next()
    {
        lock (State)
        {
            return Draw(State);
        }
    }

    /// <summary>A seed for something that keeps a number: an initializer, an order of samples.</summary>
    public int NextSeed()
    {
        using var engine = Engine.Use(null);
        Span<uint> words = stackalloc uint[4];
        Philox(Next()).Words(words);
        return (int)(words[0] >> 1);
    }

    /// <summary>The generator that a seed of two whole numbers stands for.</summary>
    internal static Kernels.Philox Philox(Tensor seed)
    {
        long[] pair = seed.Cast(ElementType.Int64).ToArray<long>();
        return Kernels.Philox.FromSeed(pair[0], pair[1]);
    }

    /// <summary>The seed of one draw: (seed, 0) as Keras has it, or the next of the global generator.</summary>
    internal static Tensor Of(int? seed) => Engine.Current.RandomState(seed) is { } state ? Draw(state) : seed is { } number ? Tensor.Constant<uint>([unchecked((uint)number), 0]) : Global.Next();

    static Tensor Draw(Variable state) => Engine.Current.RunOne(new Operations.NextSeed(state));
}
