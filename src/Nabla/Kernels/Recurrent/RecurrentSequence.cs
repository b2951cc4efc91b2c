using System.Numerics;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Recurrent cells over whole sequences: one product of the inputs for all steps, then a product and a loop over the gates at each.</summary>
/// <remarks>Rows of a batch do not depend on each other, so bands of them run on different threads without waiting. The bits do not depend on
/// the number of threads.</remarks>
internal static unsafe class RecurrentSequence<TCell>
    where TCell : struct, IRecurrentCell
{
    /// <summary>Columns kept for each step and row.</summary>
    public static long Columns(long units) => Math.Max(TCell.Blocks, 1) * units;

    /// <summary>Fills the states, the cells and the gates.</summary>
    public static void Forward<T>(in RecurrentTensors<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x.X.Storage, pk = x.Kernel, pu = x.Recurrent, pb = x.Bias, ps = x.Start, pc = x.StartCell, py = x.States, pd = x.Cells, pg = x.Gates)
        fixed (bool* pm = x.Mask.Storage)
        {
            var memory = Memory(x, px, pm, pb, ps, pc, py, pd, pg);
            byte[] zeros = Fill(ref memory);
            try
            {
                if (memory.Steps > 0 && memory.Batch > 0 && memory.Units > 0)
                {
                    Choose(memory, pk, pu, back: false);
                }
            }
            finally
            {
                GemmMemory.Return(zeros);
            }
        }
    }

    /// <summary>The gradients of a sequence of which <see cref="Forward"/> filled the states, the cells and the gates.</summary>
    public static void Backward<T>(in RecurrentTensors<T> x, in RecurrentGradients<T> d)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x.X.Storage, pk = x.Kernel, pu = x.Recurrent, pb = x.Bias, ps = x.Start, pc = x.StartCell, py = x.States, pd = x.Cells, pg = x.Gates)
        fixed (T* dg = d.States.Storage, dx = d.X, dk = d.Kernel, du = d.Recurrent, db = d.Bias, ds = d.Start, dc = d.StartCell)
        fixed (bool* pm = x.Mask.Storage)
        {
            var memory = Memory(x, px, pm, pb, ps, pc, py, pd, pg);
            byte[] zeros = Fill(ref memory);
            nint state = memory.Batch * memory.Units, rows = memory.Steps * memory.Batch, width = memory.Inputs + memory.Units, columns = TCell.Gates * memory.Units;
            byte[] rented = GemmMemory.Rent(((rows * (memory.Columns + width)) + (2 * state) + (width * columns) + 64) * sizeof(T));
            try
            {
                memory.Slopes = (T*)GemmMemory.Start(rented);
                memory.Seen = memory.Slopes + (rows * memory.Columns);
                T* weights = memory.Seen + (rows * width), free = weights + (width * columns);
                memory.Hidden = ds == null ? free : ds;
                memory.Cell = dc == null ? free + state : dc;
                memory.XGradient = dx;
                Begin(memory.Hidden, d.Last, state);
                Begin(memory.Cell, d.LastCell, TCell.HasCell ? state : 0);
                if (d.States.Rank > 0)
                {
                    memory.Given = dg + d.States.Offset;
                    (memory.GivenStep, memory.GivenRow) = ((nint)d.States.Strides[0], (nint)d.States.Strides[1]);
                }

                if (rows > 0 && memory.Units > 0)
                {
                    Choose(memory, pk, pu, back: true);
                }

                TCell.Weights(new RecurrentSums<T> { Memory = memory, Seen = (nint)memory.Seen, Weights = (nint)weights, Bias = (nint)db, Columns = columns });
                RecurrentLane.Copy(weights, dk, memory.Inputs * columns);
                RecurrentLane.Copy(weights + (memory.Inputs * columns), du, memory.Units * columns);
            }
            finally
            {
                GemmMemory.Return(rented);
                GemmMemory.Return(zeros);
            }
        }
    }

    static void Begin<T>(T* walked, Span<T> last, nint count)
        where T : unmanaged
    {
        Span<T> start = new(walked, (int)count);
        if (last.IsEmpty)
        {
            start.Clear();
        }
        else
        {
            last.CopyTo(start);
        }
    }

    static RecurrentMemory<T> Memory<T>(in RecurrentTensors<T> x, T* px, bool* pm, T* bias, T* start, T* startCell, T* states, T* cells, T* gates)
        where T : unmanaged
    {
        nint batch = (nint)x.X.Lengths[0], steps = (nint)x.X.Lengths[1], inputs = (nint)x.X.Lengths[2], units = (nint)x.Units;
        return new()
        {
            Steps = steps,
            Batch = batch,
            Inputs = inputs,
            Units = units,
            Reverse = x.Reverse,
            X = px + x.X.Offset,
            XRow = (nint)x.X.Strides[0],
            XStep = (nint)x.X.Strides[1],
            Mask = x.Mask.Rank == 0 ? null : (byte*)pm + x.Mask.Offset,
            MaskRow = x.Mask.Rank == 0 ? 0 : (nint)x.Mask.Strides[0],
            MaskStep = x.Mask.Rank == 0 ? 0 : (nint)x.Mask.Strides[1],
            Bias = bias,
            Start = start,
            StartsAtZero = start == null,
            StartCell = startCell,
            States = states,
            Cells = cells,
            Gates = TCell.Blocks == 0 ? states : gates,
            Columns = (nint)Columns(units),
        };
    }

    /// <summary>Points what is not given to zeros.</summary>
    static byte[] Fill<T>(ref RecurrentMemory<T> memory)
        where T : unmanaged
    {
        nint count = Math.Max(memory.Batch, TCell.Biases) * memory.Units;
        bool isNeeded = memory.Bias == null || memory.Start == null || (TCell.HasCell && memory.StartCell == null);
        byte[] rented = GemmMemory.Rent(isNeeded ? count * sizeof(T) : 0);
        T* zeros = (T*)GemmMemory.Start(rented);
        if (isNeeded)
        {
            new Span<T>(zeros, (int)count).Clear();
        }

        memory.Bias = memory.Bias == null ? zeros : memory.Bias;
        memory.Start = memory.Start == null ? zeros : memory.Start;
        memory.StartCell = memory.StartCell == null ? zeros : memory.StartCell;
        return rented;
    }

    static RecurrentRun<TTile, T> Packed<TTile, T>(in RecurrentMemory<T> memory, T* kernel, T* recurrent, bool back, out byte[] rented)
        where TTile : struct, IGemmTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RecurrentRun<TTile, T> run = new() { Memory = memory };
        nint columns = TCell.Gates * memory.Units;
        TCell.Plan(ref run, new GemmOperand<T>(kernel, columns, 1), new GemmOperand<T>(recurrent, columns, 1), back);
        bool isInPlace = memory.Batch == 1 && !back;
        bool hasInput = !back || memory.XGradient != null;
        nint input = hasInput ? run.Input.PackedSize : 0, rest = hasInput ? run.Rest.PackedSize : 0, own = run.Recurrent.PackedSize, candidate = run.Candidate.PackedSize;
        rented = GemmMemory.Rent(isInPlace ? 0 : (input + rest + own + candidate) * sizeof(T));
        if (isInPlace)
        {
            run.Input.ReadInPlace();
            run.Rest.ReadInPlace();
            run.Recurrent.ReadInPlace();
            run.Candidate.ReadInPlace();
            return run;
        }

        T* at = (T*)GemmMemory.Start(rented);
        run.Recurrent.Pack(at);
        run.Candidate.Pack(at + own);
        if (hasInput)
        {
            run.Input.Pack(at + own + candidate);
            run.Rest.Pack(at + own + candidate + input);
        }

        return run;
    }

    /// <summary>All steps in the tiles and registers that are widest here.</summary>
    static void Choose<T>(in RecurrentMemory<T> memory, T* kernel, T* recurrent, bool back)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<GemmTile12<Gemm512<T>, T>, Wide512<T>, T>(memory, kernel, recurrent, back);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<GemmTile6<Gemm256<T>, T>, Wide256<T>, T>(memory, kernel, recurrent, back);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<GemmTile6<Gemm128<T>, T>, Wide128<T>, T>(memory, kernel, recurrent, back);
        }
        else
        {
            Run<GemmTile6<Gemm1<T>, T>, Scalar<T>, T>(memory, kernel, recurrent, back);
        }
    }

    static void Run<TTile, V, T>(in RecurrentMemory<T> memory, T* kernel, T* recurrent, bool back)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = Packed<TTile, T>(memory, kernel, recurrent, back, out byte[] rented);
        long weights = (long)memory.Units * memory.Units * TCell.Gates * sizeof(T);
        nint band = RecurrentBands.Rows<TTile, T>(memory.Batch, weights);
        int pieces = (int)((memory.Batch + band - 1) / band);

        // Two registers' worth of multiply-adds a cycle at about 4 GHz.
        double nanoseconds = (double)memory.Steps * memory.Batch * (memory.Inputs + memory.Units) * TCell.Gates * memory.Units * (0.27 / TTile.Columns);
        if (back)
        {
            Workers.Run(new RecurrentBackward<TCell, TTile, V, T>(run, band), pieces, nanoseconds);
        }
        else
        {
            Workers.Run(new RecurrentForward<TCell, TTile, V, T>(run, band), pieces, nanoseconds);
        }

        GemmMemory.Return(rented);
    }
}
